using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Convolution of quantised tensors: S = B + sums of (X - zero point) * (W - zero point) in 32 bits, then
/// Y = saturate(round(S * scale of X * scale of W / scale of Y) + zero point of Y), ties to even.
/// Inputs, each tensor followed by its scale and zero point: X (N, C, spatial...), W (M, C / Groups, kernel...), whose
/// scale and zero point may be M elements; scale and zero point of Y; optional B (M), int32. 8-bit integers, float scales.
/// Output: Y (N, M, spatial...) of its zero point's type. ONNX QLinearConv.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding. An empty kernel is taken from W.</param>
/// <param name="Groups">Channel groups.</param>
public sealed record QLinearConv(Window Window, int Groups = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "QLinearConv";

    internal IntegerConv Product => new(new Conv(Window, Groups), QuantizedOperands.Linear);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 8, 9);
        return [Product.Infer(inputs)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        Product.CountMacs(inputs, outputs[0]);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        Product.Run(inputs, outputs[0]);
}
