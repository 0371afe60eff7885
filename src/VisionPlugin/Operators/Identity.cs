using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Passes its input unchanged. Input: X, any type and shape. Output: Y = X. ONNX Identity.</summary>
public sealed record Identity : Operator
{
    /// <inheritdoc/>
    public override string Name => "Identity";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(inputs[0]!, outputs[0]);
}
