using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Each row along an axis divided by its norm: Y(i) = X(i) / (sum over j of |X(j)|^P)^(1 / P); a row of zeros stays
/// one. Input: X, single or double precision, rank 1 or more. Output: Y of X's type and shape. ONNX LpNormalization.
/// </summary>
/// <param name="Axis">The axis, -rank to rank - 1.</param>
/// <param name="P">1 for the sum of magnitudes, 2 for the Euclidean length.</param>
public sealed record LpNormalization(int Axis = -1, int P = 2) : Operator
{
    /// <inheritdoc/>
    public override string Name => "LpNormalization";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", DataType.Float32, DataType.Float64);
        inputs[0].Shape.NormalizeAxis(Axis);
        return P is 1 or 2
            ? [inputs[0] with { Value = null }]
            : throw new ShapeMismatchException($"p must be 1 or 2, not {P}.");
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        double[] values = ElementValues.ToDouble(inputs[0]!);
        AxisRows rows = AxisRows.Of(inputs[0]!.Shape, Axis);
        for (int row = 0; row < rows.Count; row++)
        {
            int first = rows.First(row), end = first + (rows.Length * rows.Inner);
            double sum = 0;
            for (int i = first; i < end; i += rows.Inner)
                sum += P == 1 ? Math.Abs(values[i]) : values[i] * values[i];
            double norm = P == 1 ? sum : Math.Sqrt(sum);
            for (int i = first; i < end && norm != 0; i += rows.Inner)
                values[i] /= norm;
        }

        ElementValues.FromDouble(values, outputs[0]);
    }
}
