using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Picks slices of the data along an axis by index. Inputs: data; indices (int32 or int64, any shape, -size..size-1,
/// where negative ones count from the end). Output: the data's shape with the axis replaced by the shape of the
/// indices. Constant indices are checked when the graph is compiled; computed ones outside the range are clamped to it.
/// ONNX Gather.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1.</param>
public sealed record Gather(int Axis = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Gather";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Rank(inputs[0], "The data", 1);
        TensorShape x = inputs[0].Shape, indices = inputs[1].Shape;
        int axis = x.NormalizeAxis(Axis);
        Indices.Check(inputs[1], x[axis]);
        if (x.Rank - 1 + indices.Rank > TensorShape.MaxRank)
        {
            throw new ShapeMismatchException(
                $"The output of data {x} and indices {indices} has over {TensorShape.MaxRank} axes.");
        }

        return [new TensorInfo(inputs[0].DataType, [.. x.Sizes[..axis], .. indices.Sizes, .. x.Sizes[(axis + 1)..]])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        int axis = x.NormalizeAxis(Axis), outer = x.LengthOf(0, axis), inner = x.LengthOf(axis + 1, x.Rank);
        int[] indices = Indices.Read(inputs[1]!, x[axis]);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                int from = ((o * x[axis]) + indices[i]) * inner, to = ((o * indices.Length) + i) * inner;
                DataMovement.Copy(inputs[0]!, from, outputs[0], to, inner);
            }
        }
    }
}
