using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Writes single elements along an axis into a copy of the data: for axis 1, Y(i, I(i, j, k), k) = U(i, j, k). Inputs:
/// data; indices (int32 or int64) of the same rank and, but for the axis, no larger; updates of the indices' shape and
/// the data's element type. Output: the data's shape. Indices count from the end where negative; computed ones out of
/// range are clamped. ONNX ScatterElements and Scatter.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1.</param>
/// <param name="Reduction">How an update meets what is there.</param>
public sealed record ScatterElements(int Axis = 0, ScatterReduction Reduction = ScatterReduction.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ScatterElements";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Scatter.Check(inputs, Reduction);
        Indices.CheckElements(inputs[0].Shape, inputs[1], Axis);
        if (inputs[2].Shape != inputs[1].Shape)
        {
            throw new ShapeMismatchException(
                $"The updates {inputs[2].Shape} must have the indices' shape {inputs[1].Shape}.");
        }

        return [new TensorInfo(inputs[0].DataType, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        int[] targets = Indices.Elements(inputs[0]!.Shape, inputs[1]!, Axis);
        Scatter.Run(Reduction, inputs[0]!, targets, 1, inputs[2]!, outputs[0]);
    }
}
