using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Matching;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Matching;

public class TemplateTests
{
    [Fact]
    public void The_likeness_is_the_formula_at_every_place()
    {
        using Tensor<float> scene = RandomTensor.Uniform([1, 3, 23, 19], 1, 0, 1), template = RandomTensor.Uniform([1, 3, 5, 4], 2, 0, 1);
        using var cpu = new CpuBackend(2);
        using var matcher = new TemplateMatcher(template, cpu);
        using Tensor<float> map = matcher.Match(scene);
        Assert.Equal([1, 1, 19, 16], map.Shape);
        for (int i = 0; i < map.Shape.Length; i++)
            Assert.Equal(Plain(scene, template, i / 16, i % 16), map.AsSpan()[i], 1e-4);
    }

    [Fact]
    public void A_part_of_a_picture_is_found_darker_and_paler_too_and_at_another_scale()
    {
        TestPicture picture = TestPicture.Random(120, 90, 5);
        byte[] smooth = Smooth(picture.Rgba, 120, 90, 6);
        var scene = new Frame(smooth, 120, 90, PixelFormat.Rgba32);
        byte[] changed = [.. smooth.Select((v, i) => i % 4 == 3 ? (byte)255 : (byte)(40 + (v / 2)))];
        Frame template = new Frame(changed, 120, 90, PixelFormat.Rgba32).Crop(new PixelRect(51, 22, 32, 24));
        using var cpu = new CpuBackend(2);
        TemplateMatch found = TemplateSearch.Find(template, scene, cpu, [1], out Tensor<float> map);
        Assert.Equal((51, 22, 83, 46), (found.Box.X1, found.Box.Y1, found.Box.X2, found.Box.Y2));
        Assert.InRange(found.Score, 0.995, 1.001);
        Assert.Equal([1, 1, 67, 89], map.Shape);

        var half = new FrameToTensorOptions { Width = 16, Height = 12 };
        using var small = new Tensor<float>(half.Shape);
        new FrameToTensor(half).Convert(scene.Crop(new PixelRect(51, 22, 32, 24)), small);
        byte[] pixels = [.. Enumerable.Range(0, 16 * 12 * 3).Select(i => (byte)Math.Round(small.AsSpan()[(i % 3 * 16 * 12) + (i / 3)]))];
        found = TemplateSearch.Find(new Frame(pixels, 16, 12, PixelFormat.Rgb24), scene, cpu, [0.5, 1, 1.5, 2, 99], out _);
        Assert.Equal(2, found.Scale);
        Assert.InRange(found.Box.X1, 50, 52);
        Assert.InRange(found.Box.Y1, 21, 23);
    }

    [Fact]
    public void Even_templates_and_small_scenes_are_told()
    {
        using var cpu = new CpuBackend(1);
        Assert.Throws<ArgumentException>(() => new TemplateMatcher(new Tensor<float>([1, 3, 4, 4]), cpu));
        using var matcher = new TemplateMatcher(RandomTensor.Uniform([1, 3, 4, 4], 1), cpu);
        Assert.Throws<ShapeMismatchException>(() => matcher.Match(new Tensor<float>([1, 3, 3, 9])));
        byte[] pixels = new byte[4 * 4 * 3];
        Assert.Throws<ArgumentException>(() => TemplateSearch.Find(
            new Frame(pixels, 4, 4, PixelFormat.Rgb24), new Frame(pixels, 2, 2, PixelFormat.Rgb24), cpu, [1, 2], out _));
    }

    [Fact]
    public void An_even_area_is_like_nothing()
    {
        using var cpu = new CpuBackend(1);
        using var matcher = new TemplateMatcher(RandomTensor.Uniform([1, 1, 4, 4], 1, 0, 1), cpu);
        using var grey = new Tensor<float>([1, 1, 9, 9]);
        grey.AsSpan().Fill(0.7f);
        using Tensor<float> map = matcher.Match(grey);
        Assert.All(map.AsSpan().ToArray(), v => Assert.InRange(v, -0.01f, 0.01f));
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
