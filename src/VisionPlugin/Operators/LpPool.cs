using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The p-norm under a sliding window: Y(n, c, o) = (sum over k of |X(n, c, position(o, k))|^P)^(1/P);
/// padding counts as 0.
/// Input: X (N, C, spatial...). Output: Y (N, C, spatial...). ONNX LpPool;
/// Gulcehre et al., Learned-Norm Pooling (2013).
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding, ceil mode.</param>
/// <param name="P">The norm's exponent, 1 or more.</param>
public sealed record LpPool(Window Window, int P = 2) : Operator
{
    /// <inheritdoc/>
    public override string Name => "LpPool";

    /// <summary>The window over an input.</summary>
    public ConvGeometry Geometry(TensorShape input) => Pooling.Resolve(Window, input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.AtLeast(P, 1, "p");
        return [new TensorInfo(DataType.Float32, Pooling.Infer(Window, inputs, DataType.Float32))];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * Geometry(inputs[0].Shape).KernelLength;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        var taps = new WindowTaps(Geometry(shape));
        int planes = shape[0] * shape[1], inPlane = shape.LengthOf(2, shape.Rank);
        for (int o = 0; o < taps.OutputLength; o++)
        {
            ReadOnlySpan<int> positions = taps.At(o);
            for (int plane = 0; plane < planes; plane++)
            {
                double sum = 0;
                foreach (int position in positions)
                    sum += position >= 0 ? Math.Pow(Math.Abs(x[(plane * inPlane) + position]), P) : 0;
                y[(plane * taps.OutputLength) + o] = (float)Math.Pow(sum, 1.0 / P);
            }
        }
    }
}
