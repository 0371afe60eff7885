using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Matching;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Template matching on a backend. Test projects add one class a backend that calls these.</summary>
public static class MatchAssert
{
    /// <summary>The likeness is the normalised cross-correlation, summed pair by pair, at every place.</summary>
    public static void LikeTheFormula(IBackend backend)
    {
        foreach ((TensorShape sceneShape, TensorShape shape) in (ReadOnlySpan<(TensorShape, TensorShape)>)
            [([1, 3, 23, 19], [1, 3, 5, 4]), ([1, 1, 9, 30], [1, 1, 9, 7]), ([1, 5, 12, 11], [1, 5, 2, 11])])
        {
            using Tensor<float> scene = RandomTensor.Uniform(sceneShape, 1, 0, 1), template = RandomTensor.Uniform(shape, 2, 0, 1);
            using var matcher = new TemplateMatcher(template, backend);
            using Tensor<float> map = matcher.Match(scene);
            int height = sceneShape[2] - shape[2] + 1, width = sceneShape[3] - shape[3] + 1;
            Assert.Equal([1, 1, height, width], map.Shape);
            for (int i = 0; i < map.Shape.Length; i++)
                Assert.Equal(Plain(scene, template, i / width, i % width), map.AsSpan()[i], 1e-4);
        }
    }

    /// <summary>A part of a picture is found where it was cut out, also darker and paler, and made smaller by half.</summary>
    public static void FindsWhatWasCutOut(IBackend backend)
    {
        byte[] smooth = Smooth(TestPicture.Random(120, 90, 5).Rgba, 120, 90, 6);
        var scene = new Frame(smooth, 120, 90, PixelFormat.Rgba32);
        byte[] changed = [.. smooth.Select((v, i) => i % 4 == 3 ? (byte)255 : (byte)(40 + (v / 2)))];
        Frame template = new Frame(changed, 120, 90, PixelFormat.Rgba32).Crop(new PixelRect(51, 22, 32, 24));
        TemplateMatch found = TemplateSearch.Find(template, scene, backend, [1], out Tensor<float> map);
        Assert.Equal((51, 22, 83, 46), (found.Box.X1, found.Box.Y1, found.Box.X2, found.Box.Y2));
        Assert.InRange(found.Score, 0.995, 1.001);
        Assert.Equal([1, 1, 67, 89], map.Shape);

        var half = new FrameToTensorOptions { Width = 16, Height = 12 };
        using var small = new Tensor<float>(half.Shape);
        new FrameToTensor(half).Convert(scene.Crop(new PixelRect(51, 22, 32, 24)), small);
        byte[] pixels = [.. Enumerable.Range(0, 16 * 12 * 3).Select(i => (byte)Math.Round(small.AsSpan()[(i % 3 * 16 * 12) + (i / 3)]))];
        found = TemplateSearch.Find(new Frame(pixels, 16, 12, PixelFormat.Rgb24), scene, backend, [0.5, 1, 1.5, 2, 99], out _);
        Assert.Equal(2, found.Scale);
        Assert.InRange(found.Box.X1, 50, 52);
        Assert.InRange(found.Box.Y1, 21, 23);
    }

    private static double Plain(Tensor<float> scene, Tensor<float> template, int y, int x)
    {
        TensorShape t = template.Shape, s = scene.Shape;
        var pairs = new List<(double T, double S)>();
        for (int i = 0; i < t.Length; i++)
        {
            int c = i / (t[2] * t[3]), row = i / t[3] % t[2], column = i % t[3];
            pairs.Add((template.AsSpan()[i], scene.AsSpan()[(((c * s[2]) + y + row) * s[3]) + x + column]));
        }

        double meanT = pairs.Average(p => p.T), meanS = pairs.Average(p => p.S);
        return pairs.Sum(p => (p.T - meanT) * (p.S - meanS))
            / Math.Sqrt(pairs.Sum(p => (p.T - meanT) * (p.T - meanT)) * pairs.Sum(p => (p.S - meanS) * (p.S - meanS)));
    }

    // Means over squares, so that a picture of noise has something to resize.
    private static byte[] Smooth(byte[] rgba, int width, int height, int size)
    {
        byte[] result = new byte[rgba.Length];
        for (int i = 0; i < rgba.Length; i++)
        {
            int x = i / 4 % width, y = i / 4 / width, sum = 0, count = 0;
            for (int dy = 0; dy < size && y + dy < height; dy++)
            {
                for (int dx = 0; dx < size && x + dx < width; dx++, count++)
                    sum += rgba[(4 * (((y + dy) * width) + x + dx)) + (i % 4)];
            }

            result[i] = (byte)(sum / count);
        }

        return result;
    }
}
