using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Picks single elements along an axis: for axis 1, Y(i, j, k) = X(i, I(i, j, k), k). Inputs: data; indices (int32 or
/// int64) of the same rank and, but for the axis, no larger. Output: the shape of the indices. Indices count from the
/// end where negative; computed ones out of range are clamped. ONNX GatherElements.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1.</param>
public sealed record GatherElements(int Axis = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "GatherElements";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Indices.CheckElements(inputs[0].Shape, inputs[1], Axis);
        return [new TensorInfo(inputs[0].DataType, inputs[1].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        int i = 0;
        foreach (int from in Indices.Elements(inputs[0]!.Shape, inputs[1]!, Axis))
            DataMovement.Copy(inputs[0]!, from, outputs[0], i++, 1);
    }
}
