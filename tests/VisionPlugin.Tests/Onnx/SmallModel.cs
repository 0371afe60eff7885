using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Tests.Onnx;

/// <summary>Builds small ONNX files for tests, valid ones and, after changes, broken ones.</summary>
internal static class SmallModel
{
    /// <summary>x [1, 1, 4, 4] -> Conv 3x3 -> Relu -> y [1, 2, 2, 2].</summary>
    public static ModelProto ConvRelu()
    {
        ModelProto model = Empty();
        model.Graph.Input.Add(Value("x", OnnxTypes.Float, 1, 1, 4, 4));
        model.Graph.Initializer.Add(Floats("w", [2, 1, 3, 3], [.. Enumerable.Range(0, 18).Select(i => i / 10f)]));
        model.Graph.Node.Add(Node("Conv", "conv", ["x", "w"], ["c"]));
        model.Graph.Node.Add(Node("Relu", "relu", ["c"], ["y"]));
        model.Graph.Output.Add(Value("y", OnnxTypes.Float, 1, 2, 2, 2));
        return model;
    }

    /// <summary>A model without nodes, operator set 13.</summary>
    public static ModelProto Empty()
    {
        var model = new ModelProto { IrVersion = 7, Graph = new GraphProto { Name = "test" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        return model;
    }

    /// <summary>A node.</summary>
    public static NodeProto Node(
        string type, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = name };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes);
        return node;
    }

    /// <summary>A declared input or output; without dims one of unknown rank.</summary>
    public static ValueInfoProto Value(string name, int type, params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new() { ElemType = type, Shape = dims.Length > 0 ? shape : null } },
        };
    }

    /// <summary>A tensor of single precision with raw data.</summary>
    public static TensorProto Floats(string name, long[] dims, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = OnnxTypes.Float };
        tensor.Dims.Add(dims);
        tensor.RawData = ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]);
        return tensor;
    }

    /// <summary>A tensor of 64-bit integers in its typed field.</summary>
    public static TensorProto Longs(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = OnnxTypes.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        return tensor;
    }

    /// <summary>A tensor whose data is in another file.</summary>
    public static TensorProto External(
        string name, long[] dims, string location, string? offset = null, string? length = null)
    {
        var tensor = new TensorProto { Name = name, DataType = OnnxTypes.Float, DataLocation = 1 };
        tensor.Dims.Add(dims);
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        if (offset is not null)
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset });
        if (length is not null)
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = length });
        return tensor;
    }

    /// <summary>An integer attribute.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = 2, I = value };

    /// <summary>A list of integers as an attribute.</summary>
    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.Add(values);
        return attribute;
    }

    /// <summary>A graph as an attribute.</summary>
    public static AttributeProto Graph(string name, GraphProto value) => new() { Name = name, Type = 5, G = value };

    /// <summary>A tensor as an attribute.</summary>
    public static AttributeProto Tensor(string name, TensorProto value) => new() { Name = name, Type = 4, T = value };
}
