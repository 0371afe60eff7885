using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Repeats a tensor as a whole along its axes: Y(i) = X(i mod size). Inputs: X; constant list of repeats, one an axis.
/// ONNX Tile.
/// </summary>
public sealed record Tile : Operator
{
    /// <inheritdoc/>
    public override string Name => "Tile";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        TensorShape x = inputs[0].Shape;
        long[] sizes = Guard.Integers(inputs[1], "repeats");
        if (sizes.Length != x.Rank)
            throw new ShapeMismatchException($"{sizes.Length} repeats do not fit the {x.Rank} axes of {x}.");
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] is < 0 or > int.MaxValue)
                throw new ShapeMismatchException($"Axis {axis} of {x} cannot be repeated {sizes[axis]} times.");
            sizes[axis] *= x[axis];
        }

        return [new TensorInfo(inputs[0].DataType, Guard.Shape(sizes))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape, y = outputs[0].Shape;
        // An empty output may still have one axis that is too long for a table.
        if (y.Length == 0)
            return;
        int[][] tables = [.. Enumerable.Range(0, x.Rank)
            .Select(axis => Enumerable.Range(0, y[axis]).Select(i => i % x[axis]).ToArray())];
        DataMovement.CopyByTables(tables, inputs[0]!, outputs[0]);
    }
}
