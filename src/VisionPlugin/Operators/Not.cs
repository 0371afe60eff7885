using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>True where the bool input is false. ONNX Not.</summary>
public sealed record Not : Operator
{
    /// <inheritdoc/>
    public override string Name => "Not";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "The input", DataType.Bool);
        return [new TensorInfo(DataType.Bool, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        ReadOnlySpan<byte> x = inputs[0]!.AsBytes();
        Span<bool> y = outputs[0].AsSpan<bool>();
        for (int i = 0; i < y.Length; i++)
            y[i] = x[i] == 0;
    }
}
