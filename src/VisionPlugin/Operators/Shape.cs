using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The sizes of axes Start to End (exclusive) of the input as an int64 list, known when the graph is compiled. Negative
/// bounds count from the end, then both are clamped to 0..rank. ONNX Shape.
/// </summary>
/// <param name="Start">First axis.</param>
/// <param name="End">Axis after the last; null for all.</param>
public sealed record Shape(long Start = 0, long? End = null) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Shape";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        TensorShape x = inputs[0].Shape;
        int start = Clamp(Start, x.Rank), end = Math.Max(start, Clamp(End ?? x.Rank, x.Rank));
        var sizes = new Tensor<long>([end - start]);
        for (int axis = start; axis < end; axis++)
            sizes.AsSpan()[axis - start] = x[axis];
        return [TensorInfo.Of(sizes)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(InferShapes(Guard.Infos(inputs))[0].Value!, outputs[0]);

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}
