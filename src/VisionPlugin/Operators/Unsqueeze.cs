using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Inserts axes of size 1. Inputs: data; constant list of axes, counted in the output. ONNX Unsqueeze; the attribute
/// axes of opset 11 and before is given as the second input.
/// </summary>
public sealed record Unsqueeze : Operator
{
    /// <inheritdoc/>
    public override string Name => "Unsqueeze";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        TensorShape x = inputs[0].Shape;
        long[] list = Guard.Integers(inputs[1], "axes");
        int rank = x.Rank + list.Length;
        if (rank > TensorShape.MaxRank)
        {
            throw new ShapeMismatchException(
                $"A tensor has at most {TensorShape.MaxRank} axes; {x} and {list.Length} more have {rank}.");
        }

        int[] axes = Guard.Axes(list, "axes", rank);
        var sizes = new int[rank];
        for (int axis = 0, from = 0; axis < rank; axis++)
            sizes[axis] = axes.Contains(axis) ? 1 : x[from++];
        return [new TensorInfo(inputs[0].DataType, new TensorShape(sizes))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(inputs[0]!, outputs[0]);
}
