using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Quantises: y = saturate(round(x / scale) + zero point), ties to even, the quotient in single precision. Inputs: x
/// (float, half or int32); scale and optional zero point, each of one element, of one for each position along
/// <paramref name="Axis"/>, or of one a block. The output has x's shape and the zero point's element type. NaN becomes
/// the zero point. ONNX QuantizeLinear for integers of 2 to 16 bits.
/// </summary>
/// <param name="Axis">The axis with its own scales.</param>
/// <param name="BlockSize">Neighbours along the axis that share a scale; 0 for none (ONNX block_size).</param>
/// <param name="OutputType">Element type where the zero point is absent; None stands for UInt8.</param>
/// <param name="Bits">Bits to saturate to, held in an element of 8; 0 for the whole element.</param>
public sealed record QuantizeLinear(
    int Axis = 1, int BlockSize = 0, DataType OutputType = DataType.None, int Bits = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "QuantizeLinear";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 3);
        Guard.Type(inputs[0], "x", DataType.Float32, DataType.Float16, DataType.Int32);
        Guard.Type(inputs[1], "The scale", DataType.Float32, DataType.Float16, DataType.Int32);
        TensorInfo zeroPoint = Guard.Optional(inputs, 2);
        DataType missing = OutputType == DataType.None ? DataType.UInt8 : OutputType;
        DataType type = zeroPoint.IsPresent ? zeroPoint.DataType : missing;
        Guard.Type(
            new TensorInfo(type, []), "The output", DataType.UInt8, DataType.Int8, DataType.UInt16, DataType.Int16);
        if (Bits < 0 || Bits > 8 * DataTypes.SizeOf(type))
            throw new ShapeMismatchException($"{Bits} bits do not fit {type}.");
        QuantizationScale.Resolve(inputs[0].Shape, inputs[1], zeroPoint, Axis, BlockSize);
        return [new TensorInfo(type, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorInfo[] infos = Guard.Infos(inputs);
        QuantizationScale scales = QuantizationScale.Resolve(
            infos[0].Shape, infos[1], Guard.Optional(infos, 2), Axis, BlockSize);
        double[] x = ElementValues.ToDouble(inputs[0]!), scale = ElementValues.ToDouble(inputs[1]!);
        double[]? zeroPoint = Guard.Optional(inputs, 2) is { } z ? ElementValues.ToDouble(z) : null;
        bool signed = outputs[0].DataType is DataType.Int8 or DataType.Int16;
        double high = Math.Pow(2, signed ? Bits - 1 : Bits) - 1, low = signed ? -high - 1 : 0;
        for (int i = 0; i < x.Length; i++)
        {
            int s = scales.IndexOf(i);
            float quotient = (float)x[i] / (float)scale[s];
            double rounded = float.IsNaN(quotient) ? 0 : Math.Round(quotient, MidpointRounding.ToEven);
            x[i] = rounded + (zeroPoint?[s] ?? 0);
            if (Bits > 0)
                x[i] = Math.Clamp(x[i], low, high);
        }

        ElementValues.FromDouble(x, outputs[0]);
    }
}
