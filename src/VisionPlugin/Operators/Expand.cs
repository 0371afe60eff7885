using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Repeats a tensor along axes of size 1 and new leading axes. Inputs: data; constant list of sizes. Output: the shape
/// to which data and sizes broadcast each other. ONNX Expand.
/// </summary>
public sealed record Expand : Operator
{
    /// <inheritdoc/>
    public override string Name => "Expand";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        TensorShape target = Guard.Shape(Guard.Integers(inputs[1], "The shape"));
        return [new TensorInfo(inputs[0].DataType, Broadcasting.Shape(inputs[0].Shape, target))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(StridedMap.Broadcast(inputs[0]!.Shape, outputs[0].Shape), inputs[0]!, outputs[0]);
}
