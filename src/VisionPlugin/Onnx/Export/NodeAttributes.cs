using Google.Protobuf;

namespace VisionPlugin.Onnx.Export;

/// <summary>Sets attributes of node messages.</summary>
internal static class NodeAttributes
{
    // AttributeProto.AttributeType
    private const int FloatType = 1, IntType = 2, StringType = 3, TensorType = 4, IntsType = 7;

    /// <summary>An integer.</summary>
    public static NodeProto Set(this NodeProto node, string name, long value) =>
        node.With(new AttributeProto { Name = name, Type = IntType, I = value });

    /// <summary>True or false.</summary>
    public static NodeProto Set(this NodeProto node, string name, bool value) => node.Set(name, value ? 1 : 0);

    /// <summary>A number.</summary>
    public static NodeProto Set(this NodeProto node, string name, float value) =>
        node.With(new AttributeProto { Name = name, Type = FloatType, F = value });

    /// <summary>A word.</summary>
    public static NodeProto Set(this NodeProto node, string name, string value) =>
        node.With(new AttributeProto { Name = name, Type = StringType, S = ByteString.CopyFromUtf8(value) });

    /// <summary>A tensor.</summary>
    public static NodeProto Set(this NodeProto node, string name, TensorProto value) =>
        node.With(new AttributeProto { Name = name, Type = TensorType, T = value });

    /// <summary>A list of integers; one that is empty is left out.</summary>
    public static NodeProto Set(this NodeProto node, string name, IEnumerable<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = IntsType };
        attribute.Ints.Add(values.Select(v => (long)v));
        return attribute.Ints.Count > 0 ? node.With(attribute) : node;
    }

    /// <summary>Sets nothing unless the condition holds.</summary>
    public static NodeProto SetIf(this NodeProto node, bool condition, string name, long value) =>
        condition ? node.Set(name, value) : node;

    private static NodeProto With(this NodeProto node, AttributeProto attribute)
    {
        node.Attribute.Add(attribute);
        return node;
    }
}
