using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Matrix product of quantised tensors: S = sums of (A - zero point) * (B - zero point) in 32 bits, then
/// Y = saturate(round(S * scale of A * scale of B / scale of Y) + zero point of Y), ties to even.
/// Inputs, each tensor followed by its scale and zero point: A (..., M, K), with parameters of one element, (M) or
/// (..., M, 1); B (..., K, N), with one, (N) or (..., 1, N); scale and zero point of Y, one element each. 8-bit integers,
/// float scales. Output: Y (..., M, N) of its zero point's type. ONNX QLinearMatMul.
/// </summary>
public sealed record QLinearMatMul : Operator
{
    /// <inheritdoc/>
    public override string Name => "QLinearMatMul";

    internal static IntegerMatMul Product => new(QuantizedOperands.Linear with { Bias = -1 });

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 8, 8);
        return [Product.Infer(inputs)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * inputs[0].Shape[-1];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        Product.Run(inputs, outputs[0]);
}
