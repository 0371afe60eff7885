using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Writes slices by index vectors into a copy of the data. Inputs: data; indices (int32 or int64), whose last axis
/// holds vectors that index the data's first axes; updates of the data's element type, shaped like the indices without
/// the last axis followed by the data's axes that are not indexed. Output: the data's shape. Indices count from the end
/// where negative; computed ones out of range are clamped. ONNX ScatterND.
/// </summary>
/// <param name="Reduction">How an update meets what is there.</param>
public sealed record ScatterND(ScatterReduction Reduction = ScatterReduction.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ScatterND";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Scatter.Check(inputs, Reduction);
        TensorShape x = inputs[0].Shape, indices = inputs[1].Shape, updates = inputs[2].Shape;
        Guard.Rank(inputs[0], "The data", 1);
        Guard.Rank(inputs[1], "The indices", 1);
        Indices.CheckVectors(x, inputs[1], 0);
        int[] expected = [.. indices.Sizes[..^1], .. x.Sizes[indices[^1]..]];
        if (!updates.Sizes.SequenceEqual(expected))
            throw new ShapeMismatchException($"The updates must be [{string.Join(", ", expected)}], not {updates}.");
        return [new TensorInfo(inputs[0].DataType, x)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        int length = x.LengthOf(inputs[1]!.Shape[^1], x.Rank);
        Scatter.Run(Reduction, inputs[0]!, Indices.Vectors(x, inputs[1]!, 0), length, inputs[2]!, outputs[0]);
    }
}
