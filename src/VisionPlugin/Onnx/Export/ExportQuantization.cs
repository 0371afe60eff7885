using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Quantisation: what is not 8 bits wide or scaled in single precision needs a later operator set.</summary>
internal static class ExportQuantization
{
    /// <summary>y = saturate(round(x / scale) + zero point).</summary>
    public static void QuantizeLinear(QuantizeLinear o, ExportNode n)
    {
        bool isTyped = !n.Has(2) && o.OutputType is not (DataType.None or DataType.UInt8);
        Require(n, n.Has(2) ? n.Info(2).DataType : o.OutputType, o.BlockSize, isTyped);
        string output = o.Bits > 0 ? n.Value("whole") : n.Out;
        n.Add("QuantizeLinear", [n.In(0), n.In(1), n.In(2)], output).Set("axis", o.Axis)
            .SetIf(o.BlockSize > 0, "block_size", o.BlockSize)
            .SetIf(isTyped, "output_dtype", isTyped ? OnnxTypes.NumberOf(o.OutputType) : 0);
        if (o.Bits > 0)
            Saturate(n, o, output);
    }

    /// <summary>y = (x - zero point) * scale.</summary>
    public static void DequantizeLinear(DequantizeLinear o, ExportNode n)
    {
        Require(n, n.Info(0).DataType, o.BlockSize, isTyped: false);
        n.Add("DequantizeLinear").Set("axis", o.Axis).SetIf(o.BlockSize > 0, "block_size", o.BlockSize);
    }

    // Integers of fewer bits are held in whole elements here.
    private static void Saturate(ExportNode n, QuantizeLinear o, string value)
    {
        DataType type = n.Has(2) ? n.Info(2).DataType : o.OutputType == DataType.None ? DataType.UInt8 : o.OutputType;
        bool isSigned = type is DataType.Int8 or DataType.Int16;
        double high = Math.Pow(2, isSigned ? o.Bits - 1 : o.Bits) - 1;
        n.Add("Clip", [value, Number("min", isSigned ? -high - 1 : 0), Number("max", high)], n.Out);

        string Number(string name, double number)
        {
            var tensor = Tensor.Create(type, []);
            ElementValues.FromDouble([number], tensor);
            return n.Constant(name, tensor);
        }
    }

    private static void Require(ExportNode n, DataType integers, int blockSize, bool isTyped)
    {
        if (blockSize > 0 || isTyped || integers is DataType.Int16 or DataType.UInt16)
            n.Require(21);
        else if (n.Info(1).DataType != DataType.Float32)
            n.Require(19);
    }
}
