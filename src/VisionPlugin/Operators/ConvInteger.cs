using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Convolution of 8-bit integers into 32 bits: the sums of (X - X's zero point) * (W - W's zero point), exact unless they
/// wrap around. Padding holds the zero point.
/// Inputs: X (N, C, spatial...), W (M, C / Groups, kernel...), optional zero point of X (one element), of W (one, or M).
/// Each is of uint8 or int8. Output: Y (N, M, spatial...), int32. ONNX ConvInteger.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding. An empty kernel is taken from W.</param>
/// <param name="Groups">Channel groups.</param>
public sealed record ConvInteger(Window Window, int Groups = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConvInteger";

    internal IntegerConv Product => new(new Conv(Window, Groups), QuantizedOperands.Integer);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 4);
        return [Product.Infer(inputs)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        Product.CountMacs(inputs, outputs[0]);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        Product.Run(inputs, outputs[0]);
}
