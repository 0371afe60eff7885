using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>What the operators share that pool regions of pictures.</summary>
internal static class Regions
{
    // Keeps bins and indices far from what 32 bits hold.
    private const int MaxOutput = 1 << 20;

    /// <summary>Checks X (N, C, H, W) and the regions (R, columns); the output's shape.</summary>
    public static TensorShape Infer(ReadOnlySpan<TensorInfo> inputs, int columns, int height, int width)
    {
        Guard.Rank(inputs[0], "X", 4, 4);
        TensorShape x = inputs[0].Shape, regions = inputs[1].Shape;
        Guard.Type(inputs[1], "The regions", inputs[0].DataType);
        if (regions.Rank != 2 || regions[1] != columns)
            throw new ShapeMismatchException($"The regions must be [number, {columns}], not {regions}.");
        if (height is < 1 or > MaxOutput || width is < 1 or > MaxOutput)
            throw new ShapeMismatchException($"An output of {height} x {width} is outside 1 to {MaxOutput}.");
        if (x.Length == 0 && regions[0] > 0 && x[1] > 0)
            throw new ShapeMismatchException($"X {x} has no element to pool.");
        return [regions[0], x[1], height, width];
    }

    /// <summary>Elements that are looked at if every region is the whole picture.</summary>
    public static long CountWork(ReadOnlySpan<TensorInfo> inputs) =>
        (long)inputs[1].Shape[0] * inputs[0].Shape.LengthOf(1, 4);

    /// <summary>The regions in single precision.</summary>
    public static Tensor<float> Floats(Tensor regions)
    {
        var result = new Tensor<float>(regions.Shape);
        ElementValues.FromDouble(ElementValues.ToDouble(regions), result);
        return result;
    }
}
