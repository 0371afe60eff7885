using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Exponentials normalised to sum 1 along an axis: Y(i) = exp(X(i) - m) / sum over j of exp(X(j) - m), m = max X(j)
/// against overflow. A row with NaN or +infinity gives NaN. Input: X, any shape of rank 1 or more.
/// Output: Y of X's shape.
/// ONNX Softmax (opset 13); Bridle, Probabilistic Interpretation (1990).
/// </summary>
/// <param name="Axis">The axis of the sum, -rank to rank - 1.</param>
/// <param name="Flatten">
/// The sum goes over <paramref name="Axis"/> and all later axes together: ONNX before opset 13,
/// whose default axis is 1.
/// </param>
public sealed record Softmax(int Axis = -1, bool Flatten = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    /// <summary>
    /// How a shape splits: element (o, i, r) of a row-major (Outer, Length, Inner) block; sums go over i.
    /// </summary>
    public (int Outer, int Length, int Inner) Split(TensorShape shape)
    {
        int axis = shape.NormalizeAxis(Axis), end = Flatten ? shape.Rank : axis + 1;
        return (shape.LengthOf(0, axis), shape.LengthOf(axis, end), shape.LengthOf(end, shape.Rank));
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", DataType.Float32);
        inputs[0].Shape.NormalizeAxis(Axis);
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        (int outer, int length, int inner) = Split(inputs[0]!.Shape);
        int rows = y.IsEmpty ? 0 : outer * inner;
        for (int row = 0; row < rows; row++)
        {
            int first = (row / inner * length * inner) + (row % inner);
            double max = double.NegativeInfinity, sum = 0;
            for (int i = 0; i < length; i++)
                max = Math.Max(max, x[first + (i * inner)]);
            for (int i = 0; i < length; i++)
                sum += Math.Exp(x[first + (i * inner)] - max);
            for (int i = 0; i < length; i++)
                y[first + (i * inner)] = (float)(Math.Exp(x[first + (i * inner)] - max) / sum);
        }
    }
}
