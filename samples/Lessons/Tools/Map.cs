using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Numbers in rows and columns, to be drawn.</summary>
/// <param name="Values">(Height, Width), row-major.</param>
/// <param name="Width">Columns.</param>
internal sealed record Map(float[] Values, int Width)
{
    /// <summary>Rows.</summary>
    public int Height => Values.Length / Width;

    /// <summary>One channel of a tensor (1, C, H, W).</summary>
    public static Map Of(Tensor<float> x, int channel = 0)
    {
        int size = x.Shape[^2] * x.Shape[^1];
        return new Map(x.AsSpan().Slice(channel * size, size).ToArray(), x.Shape[^1]);
    }
}
