using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Reverses the first elements along one axis, as many as is said for each position of another. Inputs: X, rank 2 or
/// more, any type; lengths, int64, one for each position along the batch axis. Output: of X's type and shape.
/// ONNX ReverseSequence.
/// </summary>
/// <param name="BatchAxis">0 or 1.</param>
/// <param name="TimeAxis">The other one of 0 and 1.</param>
public sealed record ReverseSequence(int BatchAxis = 1, int TimeAxis = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReverseSequence";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Rank(inputs[0], "X", 2);
        Guard.Type(inputs[1], "The lengths", DataType.Int64);
        if ((BatchAxis, TimeAxis) is not ((0, 1) or (1, 0)))
            throw new ShapeMismatchException($"batch_axis {BatchAxis} and time_axis {TimeAxis} must be 0 and 1 or 1 and 0.");
        TensorShape expected = [inputs[0].Shape[BatchAxis]];
        return inputs[1].Shape == expected
            ? [inputs[0] with { Value = null }]
            : throw new ShapeMismatchException($"The lengths must be {expected}, not {inputs[1].Shape}.");
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<long> lengths = inputs[1]!.AsSpan<long>();
        int inner = shape.LengthOf(2, shape.Rank);
        for (int i = 0; i < shape[0] * shape[1] && inner > 0; i++)
        {
            int first = i / shape[1], second = i % shape[1];
            (int batch, int time) = BatchAxis == 0 ? (first, second) : (second, first);
            int from = time < lengths[batch] ? (int)Math.Min(lengths[batch], shape[TimeAxis]) - 1 - time : time;
            int source = BatchAxis == 0 ? (batch * shape[1]) + from : (from * shape[1]) + batch;
            DataMovement.Copy(inputs[0]!, source * inner, outputs[0], i * inner, inner);
        }
    }
}
