using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The upper or lower triangle of matrices, 0 elsewhere. Inputs: X (..., N, M), any type; optional K, one int64: the
/// diagonal that the triangle starts at, 0 if absent, above the main one if positive. Output: Y of X's type and shape.
/// ONNX Trilu.
/// </summary>
/// <param name="Upper">Keep the elements on and above the diagonal, else those on and below it.</param>
public sealed record Trilu(bool Upper = true) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Trilu";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 2);
        Guard.Rank(inputs[0], "X", 2);
        TensorInfo k = Guard.Optional(inputs, 1);
        if (k.IsPresent)
        {
            Guard.Type(k, "K", DataType.Int64);
            if (k.Shape.Length != 1)
                throw new ShapeMismatchException($"K must be one element, not {k.Shape}.");
        }

        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        long k = Guard.Optional(inputs, 1)?.AsSpan<long>()[0] ?? 0;
        int size = DataTypes.SizeOf(inputs[0]!.DataType);
        inputs[0]!.AsBytes().CopyTo(outputs[0].AsBytes());
        Span<byte> y = outputs[0].AsBytes();
        for (int i = 0; i < shape.Length; i++)
        {
            int column = i % shape[-1], row = i / shape[-1] % shape[-2];
            // Against K itself, which may be at the end of its range.
            if (Upper ? column - row < k : column - row > k)
                y.Slice(i * size, size).Clear();
        }
    }
}
