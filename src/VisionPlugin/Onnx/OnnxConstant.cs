using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>The value of a Constant node, in each of the forms that ONNX has for it.</summary>
internal static class OnnxConstant
{
    /// <summary>Reads it.</summary>
    public static Tensor Read(OnnxNode node)
    {
        if (node.Has("value_string") || node.Has("value_strings"))
            throw new UnsupportedNodeException("element type STRING");
        if (node.Has("sparse_value"))
            throw new UnsupportedNodeException("sparse tensor");
        if (node.Tensor("value") is { } tensor)
            return tensor;
        if (node.Floats("value_floats") is { } floats)
            return new Tensor<float>([floats.Length], floats.AsSpan());
        if (node.Longs("value_ints") is { } longs)
            return new Tensor<long>([longs.Length], longs.AsSpan());
        if (node.Has("value_float"))
            return new Tensor<float>([], [node.Float("value_float", 0)]);
        if (node.Has("value_int"))
            return new Tensor<long>([], [node.Long("value_int", 0)]);
        throw node.Error("has no value");
    }
}
