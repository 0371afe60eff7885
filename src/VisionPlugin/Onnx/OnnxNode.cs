using System.Collections.Immutable;
using System.Text;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>
/// A node while it is imported: typed access to its attributes, and its inputs, which a factory may extend by
/// constants. Remembers which attributes were read, so that none is ignored by accident.
/// </summary>
internal sealed class OnnxNode
{
    // AttributeProto.AttributeType
    private const int FloatType = 1, IntType = 2, StringType = 3, TensorType = 4, GraphType = 5, FloatsType = 6, IntsType = 7;

    private readonly NodeProto _proto;
    private readonly OnnxGraphBuilder _graph;
    private readonly Dictionary<string, AttributeProto> _attributes = [];
    private readonly HashSet<string> _unread;

    /// <summary>Wraps a node.</summary>
    public OnnxNode(NodeProto proto, string name, OnnxGraphBuilder graph)
    {
        (_proto, Name, _graph) = (proto, name, graph);
        foreach (AttributeProto attribute in graph.Resolve(proto.Attribute))
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
                throw Error($"has attribute '{attribute.Name}' twice");
        }

        // Operator set 1 had this hint at memory in many operators.
        _unread = [.. _attributes.Keys.Where(name => name != "consumed_inputs")];
        Inputs = Trim(proto.Input);
        Outputs = Trim(proto.Output);
    }

    /// <summary>The node's unique name.</summary>
    public string Name { get; }

    /// <summary>Version of the operator set that the model uses.</summary>
    public int Opset => _graph.Opset;

    /// <summary>Value names of the inputs, without absent ones at the end.</summary>
    public List<string> Inputs { get; }

    /// <summary>Value names of the outputs, without unwanted ones at the end.</summary>
    public List<string> Outputs { get; }

    /// <summary>Attributes that no one asked for yet.</summary>
    public IReadOnlyCollection<string> Unread => _unread;

    /// <summary>True if the attribute is given.</summary>
    public bool Has(string name) => _attributes.ContainsKey(name);

    /// <summary>True if the optional input is given.</summary>
    public bool HasInput(int index) => index < Inputs.Count && Inputs[index].Length > 0;

    /// <summary>True if the optional output is wanted.</summary>
    public bool HasOutput(int index) => index < Outputs.Count && Outputs[index].Length > 0;

    /// <summary>The value of an input that the file gives as a constant; null if it is absent or computed.</summary>
    public Tensor? ConstantInput(int index) =>
        HasInput(index) ? _graph.FindConstant(Inputs[index]) : null;

    /// <summary>Bits of a value that the file declares as integers of 4 or 2 bits; 0 for all others.</summary>
    public int PackedBits(string value) =>
        _graph.PackedTypes.TryGetValue(value, out int type) ? OnnxTypes.Bits(type) : 0;

    /// <summary>A 64-bit integer attribute.</summary>
    public long Long(string name, long missing) => Find(name, IntType) is { } a ? a.I : missing;

    /// <summary>An integer attribute; one beyond 32 bits is an error.</summary>
    public int Int(string name, int missing) => Narrow(name, Long(name, missing));

    /// <summary>An integer attribute that means true or false.</summary>
    public bool Flag(string name, bool missing = false) => Long(name, missing ? 1 : 0) != 0;

    /// <summary>A floating-point attribute.</summary>
    public float Float(string name, float missing) => Find(name, FloatType) is { } a ? a.F : missing;

    /// <summary>A text attribute.</summary>
    public string String(string name, string missing) =>
        Find(name, StringType) is { } a ? Encoding.UTF8.GetString(a.S.Span) : missing;

    /// <summary>A list of 64-bit integers; null if not given.</summary>
    public ImmutableArray<long>? Longs(string name) =>
        Find(name, IntsType) is { } a ? [.. a.Ints] : null;

    /// <summary>A list of integers, empty if not given; one beyond 32 bits is an error.</summary>
    public ImmutableArray<int> Ints(string name) => [.. (Longs(name) ?? []).Select(i => Narrow(name, i))];

    /// <summary>A list of floating-point numbers; null if not given.</summary>
    public ImmutableArray<float>? Floats(string name) =>
        Find(name, FloatsType) is { } a ? [.. a.Floats] : null;

    /// <summary>A tensor; null if not given.</summary>
    public Tensor? Tensor(string name)
    {
        if (Find(name, TensorType) is not { } attribute)
            return null;
        if (attribute.T is null)
            throw Error($"has no tensor in attribute '{name}'");
        return OnnxTensorReader.IsSupported(attribute.T)
            ? _graph.ReadTensor(attribute.T, $"{Name}.{name}")
            : throw new UnsupportedNodeException(
                $"element type {OnnxTypes.NameOf(attribute.T.DataType)} of attribute '{name}'");
    }

    /// <summary>A graph, which the node needs.</summary>
    public GraphBody Body(string name) => Find(name, GraphType)?.G is { } graph
        ? OnnxBody.Read(graph, $"{Name}.{name}", _graph)
        : throw Error($"has no graph in attribute '{name}'");

    /// <summary>Checks that the node has as many inputs or more, some of which may be absent.</summary>
    public void RequireInputs(int count)
    {
        if (Inputs.Count < count)
            throw Error($"has {Inputs.Count} inputs; it needs {count}");
    }

    /// <summary>An attribute that is one of a few words, as its index among them; the first one if not given.</summary>
    public int OneOf(string name, params ReadOnlySpan<string> words)
    {
        string word = String(name, words[0]);
        int index = words.IndexOf(word);
        return index >= 0 ? index : throw new UnsupportedNodeException($"{name} '{word}'");
    }

    /// <summary>Declares attributes that do not change the result of inference.</summary>
    public OnnxNode Ignoring(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            _unread.Remove(name);
        return this;
    }

    /// <summary>
    /// Makes a list that is an attribute the input that it is in later operator sets. Does nothing if it is not given.
    /// </summary>
    public OnnxNode Moving(string attribute, int index)
    {
        if (Longs(attribute) is { } values)
            SetInput(index, attribute, new Tensor<long>([values.Length], values.AsSpan()));
        return this;
    }

    /// <summary>Makes a constant the input <paramref name="index"/>, as later operator sets would have it.</summary>
    public void SetInput(int index, string name, Tensor value)
    {
        while (Inputs.Count <= index)
            Inputs.Add("");
        Inputs[index] = AddConstant(name, value);
    }

    /// <summary>Adds a constant; returns its name.</summary>
    public string AddConstant(string name, Tensor value) => _graph.AddConstant($"{Name}.{name}", value);

    /// <summary>Drops all but the first inputs.</summary>
    public void KeepInputs(int count)
    {
        if (Inputs.Count > count)
            Inputs.RemoveRange(count, Inputs.Count - count);
    }

    /// <summary>Adds a node that does part of this one's work; returns the name of its output.</summary>
    public string AddNode(string name, Operator created, params ReadOnlySpan<string> inputs) =>
        _graph.AddNode($"{Name}.{name}", created, inputs);

    /// <summary>The error for a node that is not valid.</summary>
    public ModelFormatException Error(string problem) =>
        new($"{_graph.Source}, node '{Name}' ({_proto.OpType}) {problem}.");

    private AttributeProto? Find(string name, int type)
    {
        _unread.Remove(name);
        if (!_attributes.TryGetValue(name, out AttributeProto? attribute))
            return null;
        return TypeOf(attribute) == type
            ? attribute
            : throw Error($"has an attribute '{name}' of another type than ONNX defines");
    }

    // Old writers leave the type out; then the field that is set tells it.
    private static int TypeOf(AttributeProto attribute) => attribute switch
    {
        { Type: not 0 } => attribute.Type,
        { HasF: true } => FloatType,
        { HasI: true } => IntType,
        { HasS: true } => StringType,
        { T: not null } => TensorType,
        { G: not null } => GraphType,
        { Floats.Count: > 0 } => FloatsType,
        _ => IntsType,
    };

    private int Narrow(string name, long value) => value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw Error($"has an attribute '{name}' of {value}, which is out of range");

    private static List<string> Trim(IEnumerable<string> names)
    {
        List<string> list = [.. names];
        while (list.Count > 0 && list[^1].Length == 0)
            list.RemoveAt(list.Count - 1);
        return list;
    }
}
