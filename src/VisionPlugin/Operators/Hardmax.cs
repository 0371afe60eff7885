using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// 1 at the first largest element of each row along an axis, 0 elsewhere; NaN counts as the largest. Input: X, single or
/// double precision, rank 1 or more. Output: Y of X's type and shape. ONNX Hardmax (opset 13).
/// </summary>
/// <param name="Axis">The axis, -rank to rank - 1.</param>
/// <param name="Flatten">A row is <paramref name="Axis"/> and all later axes together: ONNX before opset 13.</param>
public sealed record Hardmax(int Axis = -1, bool Flatten = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Hardmax";

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
        double[] x = ElementValues.ToDouble(inputs[0]!), y = new double[x.Length];
        AxisRows rows = AxisRows.Of(inputs[0]!.Shape, Axis, Flatten);
        for (int row = 0; row < rows.Count; row++)
        {
            int first = rows.First(row), end = first + (rows.Length * rows.Inner), top = first;
            for (int i = first; i < end; i += rows.Inner)
            {
                if (x[i] > x[top] || (double.IsNaN(x[i]) && !double.IsNaN(x[top])))
                    top = i;
            }

            y[top] = 1;
        }

        ElementValues.FromDouble(y, outputs[0]);
    }
}
