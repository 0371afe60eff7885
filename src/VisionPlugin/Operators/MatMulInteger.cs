using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Matrix product of 8-bit integers into 32 bits: the sums of (A - A's zero point) * (B - B's zero point), exact unless
/// they wrap around. Inputs: A (..., M, K) and B (..., K, N) as in <see cref="MatMul"/>; optional zero point of A (one
/// element, (M) or (..., M, 1)) and of B (one, (N) or (..., 1, N)). Each is of uint8 or int8.
/// Output: Y (..., M, N), int32. ONNX MatMulInteger.
/// </summary>
public sealed record MatMulInteger : Operator
{
    /// <inheritdoc/>
    public override string Name => "MatMulInteger";

    internal static IntegerMatMul Product => new(QuantizedOperands.Integer);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 4);
        return [Product.Infer(inputs)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * inputs[0].Shape[-1];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        Product.Run(inputs, outputs[0]);
}
