using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Quantises to 8 bits by the range of the elements themselves, extended to hold 0: scale = (max - min) / 255, zero point
/// = saturate(round(-min / scale)), y = saturate(round(x / scale) + zero point), ties to even. The scale of a tensor of
/// zeros is 1. Input: x, float, any shape. Outputs: y, uint8, x's shape; its scale, float, and zero point, uint8, scalars.
/// ONNX DynamicQuantizeLinear.
/// </summary>
public sealed record DynamicQuantizeLinear : Operator
{
    /// <inheritdoc/>
    public override string Name => "DynamicQuantizeLinear";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "x", DataType.Float32);
        return [new(DataType.UInt8, inputs[0].Shape), new(DataType.Float32, []), new(DataType.UInt8, [])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<byte> y = outputs[0].AsSpan<byte>();
        float min = 0, max = 0;
        foreach (float value in x)
        {
            min = MathF.Min(min, value);
            max = MathF.Max(max, value);
        }

        float scale = max == min ? 1 : (max - min) / 255;
        int zero = QuantizedOperands.Requantize(1, -min / scale, 0, 0, 255);
        for (int i = 0; i < x.Length; i++)
            y[i] = (byte)QuantizedOperands.Requantize(1, x[i] / scale, zero, 0, 255);
        if (outputs.Length > 1)
            outputs[1].AsSpan<float>()[0] = scale;
        if (outputs.Length > 2)
            outputs[2].AsSpan<byte>()[0] = (byte)zero;
    }
}
