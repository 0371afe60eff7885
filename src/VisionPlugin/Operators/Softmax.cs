using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Exponentials normalised to sum 1 along an axis: Y(i) = exp(X(i) - m) / sum over j of exp(X(j) - m), m = max X(j)
/// against overflow; or the logarithms of it. A row with NaN or +infinity gives NaN.
/// Input: X, single or double precision, any shape of rank 1 or more. Output: Y of X's type and shape.
/// ONNX Softmax and LogSoftmax (opset 13); Bridle, Probabilistic Interpretation (1990).
/// </summary>
/// <param name="Axis">The axis of the sum, -rank to rank - 1.</param>
/// <param name="Flatten">
/// The sum goes over <paramref name="Axis"/> and all later axes together: ONNX before opset 13,
/// whose default axis is 1.
/// </param>
/// <param name="Log">Y(i) = X(i) - m - log of the sum: the logarithm, without loss for small values.</param>
public sealed record Softmax(int Axis = -1, bool Flatten = false, bool Log = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => Log ? "LogSoftmax" : "Softmax";

    /// <summary>
    /// How a shape splits: element (o, i, r) of a row-major (Outer, Length, Inner) block; sums go over i.
    /// </summary>
    public (int Outer, int Length, int Inner) Split(TensorShape shape)
    {
        AxisRows rows = AxisRows.Of(shape, Axis, Flatten);
        return (rows.Outer, rows.Length, rows.Inner);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", DataType.Float32, DataType.Float64);
        inputs[0].Shape.NormalizeAxis(Axis);
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        double[] values = ElementValues.ToDouble(inputs[0]!);
        AxisRows rows = AxisRows.Of(inputs[0]!.Shape, Axis, Flatten);
        for (int row = 0; row < rows.Count; row++)
        {
            int first = rows.First(row), end = first + (rows.Length * rows.Inner);
            double max = double.NegativeInfinity, sum = 0;
            for (int i = first; i < end; i += rows.Inner)
                max = Math.Max(max, values[i]);
            for (int i = first; i < end; i += rows.Inner)
                sum += Math.Exp(values[i] - max);
            for (int i = first; i < end; i += rows.Inner)
                values[i] = Log ? values[i] - max - Math.Log(sum) : Math.Exp(values[i] - max) / sum;
        }

        ElementValues.FromDouble(values, outputs[0]);
    }
}
