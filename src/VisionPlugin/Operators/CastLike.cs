using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Converts elements to the type of another tensor, as <see cref="Cast"/> does. Inputs: X, and a tensor of which only
/// the element type counts. Output: of X's shape. ONNX CastLike.
/// </summary>
public sealed record CastLike : Operator
{
    /// <inheritdoc/>
    public override string Name => "CastLike";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        return new Cast(inputs[1].DataType).InferShapes(inputs[..1]);
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        new Cast(outputs[0].DataType).Run(inputs[..1], outputs);
}
