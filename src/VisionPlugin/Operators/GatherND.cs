using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Picks slices of the data by index vectors. Inputs: data; indices (int32 or int64), whose last axis holds vectors
/// that index the data's axes from <paramref name="BatchDims"/> on. Output: the indices' shape without the last axis,
/// followed by the data's axes that are not indexed. Indices count from the end where negative; computed ones out of
/// range are clamped. ONNX GatherND.
/// </summary>
/// <param name="BatchDims">Leading axes that data and indices share.</param>
public sealed record GatherND(int BatchDims = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "GatherND";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        TensorShape x = inputs[0].Shape, indices = inputs[1].Shape;
        Guard.Rank(inputs[0], "The data", 1);
        Guard.Rank(inputs[1], "The indices", 1);
        if (BatchDims < 0 || BatchDims >= Math.Min(x.Rank, indices.Rank)
            || !x.Sizes[..BatchDims].SequenceEqual(indices.Sizes[..BatchDims]))
        {
            throw new ShapeMismatchException($"{x} and {indices} do not share {BatchDims} batch axes.");
        }

        Indices.CheckVectors(x, inputs[1], BatchDims);
        int slice = BatchDims + indices[^1];
        int rank = indices.Rank - 1 + x.Rank - slice;
        if (rank > TensorShape.MaxRank)
        {
            throw new ShapeMismatchException(
                $"The output of data {x} and indices {indices} has over {TensorShape.MaxRank} axes.");
        }

        return [new TensorInfo(inputs[0].DataType, [.. indices.Sizes[..^1], .. x.Sizes[slice..]])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        int length = x.LengthOf(BatchDims + inputs[1]!.Shape[^1], x.Rank), i = 0;
        foreach (int from in Indices.Vectors(x, inputs[1]!, BatchDims))
            DataMovement.Copy(inputs[0]!, from, outputs[0], length * i++, length);
    }
}
