using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Pictures and maps (N, C, H, W) to begin with, and what is done with them.</summary>
internal static class Maps
{
    /// <summary>Random numbers of -1 to 1, the same on every machine.</summary>
    public static Tensor<float> Random(TensorShape shape, int seed = 1)
    {
        var random = new Random(seed);
        return Of(shape, _ => (2 * random.NextSingle()) - 1);
    }

    /// <summary>A tensor whose element i is a function of i.</summary>
    public static Tensor<float> Of(TensorShape shape, Func<int, float> element)
    {
        var x = new Tensor<float>(shape);
        for (int i = 0; i < shape.Length; i++)
            x.AsSpan()[i] = element(i);
        return x;
    }

    /// <summary>Everything moved down and to the right; what comes in is 0.</summary>
    public static Tensor<float> Moved(Tensor<float> x, int down, int right)
    {
        int height = x.Shape[^2], width = x.Shape[^1];
        return Of(x.Shape, i =>
        {
            int row = (i / width % height) - down, column = (i % width) - right;
            bool isInside = row >= 0 && row < height && column >= 0 && column < width;
            return isInside ? x.AsSpan()[i - (down * width) - right] : 0;
        });
    }

    /// <summary>A part of every map.</summary>
    public static Tensor<float> Cut(Tensor<float> x, int top, int left, int height, int width) =>
        Of([x.Shape[0], x.Shape[1], height, width], i =>
        {
            int map = i / (height * width), row = top + (i / width % height), column = left + (i % width);
            return x.AsSpan()[(((map * x.Shape[2]) + row) * x.Shape[3]) + column];
        });

    /// <summary>For every place a picture (1, H, W) that is 1 there and 0 elsewhere: (H * W, 1, H, W).</summary>
    public static Tensor<float> Impulses(int height, int width) =>
        Of([height * width, 1, height, width], i => i / (height * width) == i % (height * width) ? 1 : 0);

    /// <summary>The largest difference of two elements of the same place.</summary>
    public static double Difference(Tensor<float> a, Tensor<float> b)
    {
        double largest = 0;
        for (int i = 0; i < a.Shape.Length; i++)
            largest = Math.Max(largest, Math.Abs(a.AsSpan()[i] - b.AsSpan()[i]));
        return largest;
    }

    /// <summary>The largest element by size.</summary>
    public static double Largest(Tensor<float> x) => Difference(x, new Tensor<float>(x.Shape));

    /// <summary>The same elements under another shape; memory is shared.</summary>
    public static Tensor<float> Reshaped(this Tensor<float> x, TensorShape shape) => (Tensor<float>)x.Reshape(shape);
}
