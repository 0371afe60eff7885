using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Gives the same elements the shape (product of the sizes before <paramref name="Axis"/>, product of the others).
/// ONNX Flatten.
/// </summary>
/// <param name="Axis">-rank..rank; 1 turns (N, C, H, W) into (N, C * H * W).</param>
public sealed record Flatten(int Axis = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Flatten";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        TensorShape x = inputs[0].Shape;
        if (Axis < -x.Rank || Axis > x.Rank)
            throw new ShapeMismatchException($"Axis {Axis} is outside -{x.Rank} to {x.Rank}, the axes of {x}.");
        int axis = Axis < 0 ? Axis + x.Rank : Axis;
        return [new TensorInfo(inputs[0].DataType, [x.LengthOf(0, axis), x.LengthOf(axis, x.Rank)])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(inputs[0]!, outputs[0]);
}
