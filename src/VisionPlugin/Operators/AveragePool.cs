using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The mean under a sliding window: Y(n, c, o) = sum over k of X(n, c, position(o, k)) / count(o). The count is that of
/// the window's elements in the input; with <paramref name="CountIncludePad"/> also of those in the declared padding,
/// but never of those beyond it, which a window reaches in ceil mode. No element at all gives 0.
/// Input: X (N, C, spatial...). Output: Y (N, C, spatial...). ONNX AveragePool (as clarified in opset 19).
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding, ceil mode.</param>
/// <param name="CountIncludePad">Padding counts as zeros.</param>
public sealed record AveragePool(Window Window, bool CountIncludePad = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    /// <summary>The window over an input.</summary>
    public ConvGeometry Geometry(TensorShape input) => Pooling.Resolve(Window, input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) =>
        [new TensorInfo(DataType.Float32, Pooling.Infer(Window, inputs, DataType.Float32))];

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
            int inside = positions.Length - positions.Count(-1);
            int count = CountIncludePad ? taps.CountWithPadding(o) : inside;
            for (int plane = 0; plane < planes; plane++)
            {
                double sum = 0;
                foreach (int position in positions)
                    sum += position >= 0 ? x[(plane * inPlane) + position] : 0;
                y[(plane * taps.OutputLength) + o] = (float)(sum / Math.Max(count, 1));
            }
        }
    }
}
