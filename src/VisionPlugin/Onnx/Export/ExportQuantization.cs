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
        n.Add("QuantizeLinear").Set("axis", o.Axis).SetIf(o.BlockSize > 0, "block_size", o.BlockSize)
            .SetIf(isTyped, "output_dtype", isTyped ? OnnxTypes.NumberOf(o.OutputType) : 0);
    }

    /// <summary>y = (x - zero point) * scale.</summary>
    public static void DequantizeLinear(DequantizeLinear o, ExportNode n)
    {
        Require(n, n.Info(0).DataType, o.BlockSize, isTyped: false);
        n.Add("DequantizeLinear").Set("axis", o.Axis).SetIf(o.BlockSize > 0, "block_size", o.BlockSize);
    }

    private static void Require(ExportNode n, DataType integers, int blockSize, bool isTyped)
    {
        if (blockSize > 0 || isTyped || integers is DataType.Int16 or DataType.UInt16)
            n.Require(21);
        else if (n.Info(1).DataType != DataType.Float32)
            n.Require(19);
    }
}
