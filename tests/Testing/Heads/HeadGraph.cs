using System.Globalization;
using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Testing.Heads;

/// <summary>
/// Writes small ONNX files whose outputs are what a test plants. Everything depends on the picture, by a zero times its
/// mean, so that nothing is folded away.
/// </summary>
internal sealed class HeadGraph
{
    private readonly ModelProto _model = new() { IrVersion = 8, ProducerName = "pytorch", ProducerVersion = "2.4.0", Graph = new GraphProto { Name = "main_graph" } };
    private int _count;

    /// <summary>Begins a graph.</summary>
    /// <param name="input">Sizes of the input "images"; texts are symbols.</param>
    public HeadGraph(params object[] input)
    {
        _model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        _model.Graph.Input.Add(Value("images", input));
    }

    /// <summary>Adds what an exporter notes.</summary>
    public HeadGraph Note(string key, string value)
    {
        _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return this;
    }

    /// <summary>A value that holds these numbers for every picture.</summary>
    public string Plant(long[] sizes, float[] values)
    {
        string zero = Node("Mul", [Node("ReduceMean", ["images"], Ints("axes", 0, 1, 2, 3)), Constant([1], [0f])]);
        return Node("Add", [Constant(sizes, values), Node("Reshape", [zero, Longs([.. Enumerable.Repeat(1L, sizes.Length)])])]);
    }

    /// <summary>A 1 x 1 convolution that changes nothing: what a real head ends with.</summary>
    public string Conv(string x, int channels)
    {
        float[] identity = new float[channels * channels];
        for (int i = 0; i < channels; i++)
            identity[(i * channels) + i] = 1;
        return Node("Conv", [x, Constant([channels, channels, 1, 1], identity)]);
    }

    /// <summary>A function of one value.</summary>
    public string Apply(string type, string x, params AttributeProto[] attributes) => Node(type, [x], attributes);

    /// <summary>Values one after the other.</summary>
    public string Concat(int axis, params string[] values) => values.Length == 1 ? values[0] : Node("Concat", values, Int("axis", axis));

    /// <summary>The numbers in another shape.</summary>
    public string Reshape(string x, params long[] sizes) => Node("Reshape", [x, Longs(sizes)]);

    /// <summary>The axes in another order.</summary>
    public string Transpose(string x, params long[] order) => Node("Transpose", [x], Ints("perm", order));

    /// <summary>Any node, for what the other members do not make.</summary>
    public string Node(string type, string[] inputs, params AttributeProto[] attributes)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"/model.22/{type}_{_count++}");
        var node = new NodeProto { OpType = type, Name = name };
        node.Input.Add(inputs);
        node.Output.Add(name + "_output_0");
        node.Attribute.Add(attributes);
        _model.Graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>Makes a value an output.</summary>
    public HeadGraph Output(string name, string value)
    {
        _model.Graph.Node.Add(new NodeProto { OpType = "Identity", Name = name + ".identity", Input = { value }, Output = { name } });
        _model.Graph.Output.Add(Value(name));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => _model.ToByteArray();

    /// <summary>A constant of single precision.</summary>
    public string Constant(long[] sizes, float[] values)
    {
        var tensor = new TensorProto { Name = Next(), DataType = OnnxTypes.Float };
        tensor.Dims.Add(sizes);
        tensor.RawData = ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A constant of 64-bit integers.</summary>
    public string Longs(params long[] values)
    {
        var tensor = new TensorProto { Name = Next(), DataType = OnnxTypes.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
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

    private string Next() => string.Create(CultureInfo.InvariantCulture, $"constant_{_count++}");

    private static ValueInfoProto Value(string name, params object[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(sizes.Select(s => s is string symbol ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
            : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(s, CultureInfo.InvariantCulture) }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new() { ElemType = OnnxTypes.Float, Shape = sizes.Length > 0 ? shape : null } },
        };
    }
}
