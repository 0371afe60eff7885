using System.Text;
using Google.Protobuf;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Control;

/// <summary>Writes ONNX graphs with bodies in few words: names of values are separated by blanks.</summary>
internal static class Onnx
{
    /// <summary>A node.</summary>
    public static NodeProto Node(string type, string inputs, string outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"{type.ToLowerInvariant()}_{outputs.Replace(' ', '_')}" };
        node.Input.Add(Split(inputs));
        node.Output.Add(Split(outputs));
        node.Attribute.Add(attributes);
        return node;
    }

    /// <summary>A graph: of a model, or a body.</summary>
    public static GraphProto Graph(string inputs, string outputs, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "graph" };
        graph.Input.Add(Split(inputs).Select(name => new ValueInfoProto { Name = name }));
        graph.Output.Add(Split(outputs).Select(name => new ValueInfoProto { Name = name }));
        graph.Node.Add(nodes);
        return graph;
    }

    /// <summary>A model whose inputs have these types and shapes free.</summary>
    public static ModelProto Model(int opset, GraphProto graph, params int[] inputTypes)
    {
        for (int i = 0; i < inputTypes.Length; i++)
            graph.Input[i].Type = new TypeProto { TensorType = new() { ElemType = inputTypes[i] } };
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        return model;
    }

    /// <summary>A function of the domain "local".</summary>
    public static FunctionProto Function(
        string name, string inputs, string outputs, string attributes, params NodeProto[] nodes)
    {
        var function = new FunctionProto { Name = name, Domain = "local" };
        function.Input.Add(Split(inputs));
        function.Output.Add(Split(outputs));
        function.Attribute.Add(Split(attributes));
        function.Node.Add(nodes);
        return function;
    }

    /// <summary>A call of such a function.</summary>
    public static NodeProto Call(string name, string inputs, string outputs, params AttributeProto[] attributes)
    {
        NodeProto node = Node(name, inputs, outputs, attributes);
        node.Domain = "local";
        return node;
    }

    /// <summary>A node that gives numbers: [n].</summary>
    public static NodeProto Floats(string output, params float[] values)
    {
        var attribute = new AttributeProto { Name = "value_floats", Type = 6 };
        attribute.Floats.Add(values);
        return Node("Constant", "", output, attribute);
    }

    /// <summary>A node that gives integers: [n].</summary>
    public static NodeProto Longs(string output, params long[] values) =>
        Node("Constant", "", output, Ints("value_ints", values));

    /// <summary>A node that gives a boolean: [].</summary>
    public static NodeProto Bool(string output, bool value) => Node("Constant", "", output, new AttributeProto
    {
        Name = "value",
        Type = 4,
        T = new TensorProto { DataType = OnnxTypes.Bool, RawData = ByteString.CopyFrom(value ? (byte)1 : (byte)0) },
    });

    /// <summary>A body.</summary>
    public static AttributeProto Body(string name, GraphProto graph) => new() { Name = name, Type = 5, G = graph };

    /// <summary>An integer.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = 2, I = value };

    /// <summary>A number.</summary>
    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = 1, F = value };

    /// <summary>A word.</summary>
    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = 3, S = ByteString.CopyFrom(value, Encoding.UTF8) };

    /// <summary>Integers.</summary>
    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.Add(values);
        return attribute;
    }

    /// <summary>In a function: the attribute that it was called with.</summary>
    public static AttributeProto Ref(string name, string of) => new() { Name = name, Type = 1, RefAttrName = of };

    /// <summary>A vector.</summary>
    public static Tensor<float> Vector(params float[] values) => new([values.Length], values);

    // "-" stands for an absent value.
    private static IEnumerable<string> Split(string names) => names.Length == 0 ? [] : names.Split(' ').Select(n => n == "-" ? "" : n);
}
