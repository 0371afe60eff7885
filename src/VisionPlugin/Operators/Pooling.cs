using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>What the pooling operators share: checks and shapes.</summary>
internal static class Pooling
{
    /// <summary>
    /// The geometry of a pooling window. Padding is not negative and less than what the window spans, so that no window
    /// of neighbouring elements lies in the padding alone.
    /// </summary>
    /// <exception cref="ShapeMismatchException">The window does not fit the input.</exception>
    public static ConvGeometry Resolve(Window window, TensorShape input)
    {
        ConvGeometry geometry = ConvGeometry.Resolve(window, input);
        foreach (WindowAxis axis in geometry.Axes)
        {
            if (axis.PadBegin < 0 || axis.PadEnd < 0 || axis.PadBegin >= axis.Span || axis.PadEnd >= axis.Span)
            {
                throw new ShapeMismatchException(
                    $"Padding {axis.PadBegin} + {axis.PadEnd} must be 0 or more, below the window's span {axis.Span}.");
            }
        }

        return geometry;
    }

    /// <summary>
    /// Checks the one input X (N, C, spatial...) of a window that slides, and returns the output's shape.
    /// </summary>
    public static TensorShape Infer(Window window, ReadOnlySpan<TensorInfo> inputs, params ReadOnlySpan<DataType> types)
    {
        TensorShape x = CheckInput(inputs, types);
        return Resolve(window, x).OutputShape(x[0], x[1]);
    }

    /// <summary>Checks the one input X (N, C, spatial...) of a global pool and infers (N, C, 1, ...).</summary>
    public static TensorInfo[] InferGlobal(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape x = CheckInput(inputs, DataType.Float32);
        for (int axis = 2; axis < x.Rank; axis++)
            x = x.With(axis, 1);
        return [new TensorInfo(DataType.Float32, x)];
    }

    private static TensorShape CheckInput(ReadOnlySpan<TensorInfo> inputs, params ReadOnlySpan<DataType> types)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", types);
        Guard.Rank(inputs[0], "X", 3);
        return inputs[0].Shape;
    }
}
