using VisionPlugin.Operators;

namespace VisionPlugin.Onnx;

/// <summary>The attributes that convolution and pooling share.</summary>
internal static class OnnxWindows
{
    /// <summary>Reads kernel_shape, strides, dilations, pads, auto_pad and ceil_mode.</summary>
    public static Window Window(this OnnxNode node)
    {
        AutoPad autoPad = node.String("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => AutoPad.NotSet,
            "SAME_UPPER" => AutoPad.SameUpper,
            "SAME_LOWER" => AutoPad.SameLower,
            "VALID" => AutoPad.Valid,
            string other => throw node.Error($"has an unknown auto_pad '{other}'"),
        };
        return new Window(node.Ints("kernel_shape"), node.Ints("strides"), node.Ints("dilations"), node.Ints("pads"),
            autoPad, node.Flag("ceil_mode"));
    }

    /// <summary>The exponent p of a norm, which was a floating-point number in operator set 1.</summary>
    public static int Exponent(this OnnxNode node)
    {
        if (node.Opset >= 2)
            return node.Int("p", 2);
        float p = node.Float("p", 2);
        return p is >= 1 and <= 1 << 24 && p == MathF.Floor(p)
            ? (int)p : throw new UnsupportedNodeException($"p {p}, which is no whole number");
    }
}
