using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Removes axes of size 1. Inputs: data; optional constant list of axes, all axes of size 1 if absent. ONNX Squeeze;
/// the attribute axes of opset 11 and before is given as the second input.
/// </summary>
public sealed record Squeeze : Operator
{
    /// <inheritdoc/>
    public override string Name => "Squeeze";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 2);
        TensorShape x = inputs[0].Shape;
        TensorInfo axesInput = Guard.Optional(inputs, 1);
        int[] axes = axesInput.IsPresent
            ? Guard.Axes(axesInput, "axes", x.Rank)
            : [.. Enumerable.Range(0, x.Rank).Where(axis => x[axis] == 1)];
        foreach (int axis in axes)
        {
            if (x[axis] != 1)
                throw new ShapeMismatchException($"Axis {axis} of {x} cannot be removed: its size is not 1.");
        }

        TensorShape y = new(
            [.. Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis)).Select(axis => x[axis])]);
        return [new TensorInfo(inputs[0].DataType, y)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(inputs[0]!, outputs[0]);
}
