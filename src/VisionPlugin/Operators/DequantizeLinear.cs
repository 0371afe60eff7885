using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Undoes quantisation: y = (x - zero point) * scale. Inputs: x (8-, 16- or 32-bit integers); scale and optional zero
/// point, each of one element, of one for each position along <paramref name="Axis"/>, or of one a block. The output
/// has x's shape and the scale's element type. ONNX DequantizeLinear.
/// </summary>
/// <param name="Axis">The axis with its own scales.</param>
/// <param name="BlockSize">Neighbours along the axis that share a scale; 0 for none (ONNX block_size).</param>
public sealed record DequantizeLinear(int Axis = 1, int BlockSize = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "DequantizeLinear";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 3);
        Guard.Type(
            inputs[0], "x", DataType.UInt8, DataType.Int8, DataType.UInt16, DataType.Int16, DataType.Int32);
        Guard.Type(inputs[1], "The scale", DataType.Float32, DataType.Float16);
        TensorInfo zeroPoint = Guard.Optional(inputs, 2);
        if (zeroPoint.IsPresent)
            Guard.Type(zeroPoint, "The zero point", inputs[0].DataType);
        QuantizationScale.Resolve(inputs[0].Shape, inputs[1], zeroPoint, Axis, BlockSize);
        return [new TensorInfo(inputs[1].DataType, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorInfo[] infos = Guard.Infos(inputs);
        QuantizationScale scales = QuantizationScale.Resolve(
            infos[0].Shape, infos[1], Guard.Optional(infos, 2), Axis, BlockSize);
        double[] x = ElementValues.ToDouble(inputs[0]!), scale = ElementValues.ToDouble(inputs[1]!);
        double[]? zeroPoint = Guard.Optional(inputs, 2) is { } z ? ElementValues.ToDouble(z) : null;
        for (int i = 0; i < x.Length; i++)
        {
            int s = scales.IndexOf(i);
            x[i] = (x[i] - (zeroPoint?[s] ?? 0)) * scale[s];
        }

        ElementValues.FromDouble(x, outputs[0]);
    }
}
