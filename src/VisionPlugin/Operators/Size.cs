using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The number of elements of the input as an int64 scalar, known when the graph is compiled. ONNX Size.
/// </summary>
public sealed record Size : Operator
{
    /// <inheritdoc/>
    public override string Name => "Size";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        return [TensorInfo.Of(new Tensor<long>([], [inputs[0].Shape.Length]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        outputs[0].AsSpan<long>()[0] = inputs[0]!.Shape.Length;
}
