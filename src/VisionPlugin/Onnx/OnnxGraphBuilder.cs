using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>
/// The constants and nodes of a graph, of a body in it or of a function while it is imported, under names that are unique
/// in the model.
/// </summary>
internal sealed class OnnxGraphBuilder
{
    private readonly OnnxGraphBuilder? _outer;
    private readonly OnnxTensorReader _tensors;
    private readonly Dictionary<string, string>? _aliases;
    private readonly int _depth;
    private readonly int[] _count;

    /// <summary>Begins the graph of a model.</summary>
    /// <param name="source">The model's name, for messages.</param>
    /// <param name="opset">Version of the ONNX operators that the model uses.</param>
    /// <param name="tensors">Reads tensor messages.</param>
    /// <param name="functions">The functions that the model defines.</param>
    /// <param name="limits">What the file may ask for.</param>
    public OnnxGraphBuilder(
        string source, int opset, OnnxTensorReader tensors, OnnxFunctions functions, ModelLimits limits)
    {
        (Source, Opset, _tensors, Functions, Limits) = (source, opset, tensors, functions, limits);
        (Unsupported, ValueNames, NodeNames, _count) = ([], new(), new(), new int[1]);
        Attributes = new Dictionary<string, AttributeProto>();
    }

    private OnnxGraphBuilder(OnnxGraphBuilder outer, string name, int opset,
        IReadOnlyDictionary<string, AttributeProto> attributes, Dictionary<string, string>? aliases)
    {
        (_outer, Source, Opset, Attributes, _aliases) = (outer, $"{outer.Source}, {name}", opset, attributes, aliases);
        (_tensors, Functions, Limits, _count) = (outer._tensors, outer.Functions, outer.Limits, outer._count);
        (Unsupported, ValueNames, NodeNames) = (outer.Unsupported, outer.ValueNames, outer.NodeNames);
        _depth = outer._depth + 1;
    }

    /// <summary>The model's name, for messages; of a body with the node's.</summary>
    public string Source { get; }

    /// <summary>Version of the ONNX operators that is used.</summary>
    public int Opset { get; }

    /// <summary>What the file may ask for.</summary>
    public ModelLimits Limits { get; }

    /// <summary>The functions that the model defines.</summary>
    public OnnxFunctions Functions { get; }

    /// <summary>Inside of a function: the attributes that it was called with.</summary>
    public IReadOnlyDictionary<string, AttributeProto> Attributes { get; }

    /// <summary>What cannot be imported, one line each; of the whole model.</summary>
    public List<string> Unsupported { get; }

    /// <summary>Constants by value name.</summary>
    public Dictionary<string, Tensor> Constants { get; } = [];

    /// <summary>Element types, ONNX's numbers, of the values that the file declares as integers of 4 or 2 bits.</summary>
    public Dictionary<string, int> PackedTypes { get; } = [];

    /// <summary>Nodes in the order of the file.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Value names that are taken in the model.</summary>
    public UniqueNames ValueNames { get; }

    /// <summary>Node names that are taken in the model.</summary>
    public UniqueNames NodeNames { get; }

    /// <summary>Begins a body or a function in this graph.</summary>
    /// <param name="name">The name of the node that it belongs to.</param>
    /// <param name="opset">Version of the ONNX operators that it uses.</param>
    /// <param name="attributes">The attributes that a function was called with.</param>
    /// <param name="aliases">
    /// The values outside that a function's inputs are; null for a body, which sees all values outside.
    /// </param>
    /// <exception cref="ModelFormatException">It lies too deep: functions must not call themselves.</exception>
    public OnnxGraphBuilder Nest(string name, int opset, IReadOnlyDictionary<string, AttributeProto> attributes,
        Dictionary<string, string>? aliases) => _depth < Limits.Nesting
        ? new OnnxGraphBuilder(this, name, opset, attributes, aliases)
        : throw new ModelFormatException(
            $"{Source}: bodies and calls of functions lie in one another more than {Limits.Nesting} deep, which is the limit.");

    /// <summary>The value of a constant of this graph or, where it sees them, of those outside; null if it is none.</summary>
    public Tensor? FindConstant(string name)
    {
        if (Constants.TryGetValue(name, out Tensor? value) || _outer is null)
            return value;
        if (_aliases is null)
            return _outer.FindConstant(name);
        return _aliases.TryGetValue(name, out string? outside) ? _outer.FindConstant(outside) : null;
    }

    /// <summary>Attributes with those of the function's call in place of references to them.</summary>
    public IEnumerable<AttributeProto> Resolve(IEnumerable<AttributeProto> attributes)
    {
        foreach (AttributeProto attribute in attributes)
        {
            if (attribute.RefAttrName.Length == 0)
                yield return attribute;
            else if (Attributes.TryGetValue(attribute.RefAttrName, out AttributeProto? given))
                yield return new AttributeProto(given) { Name = attribute.Name };
        }
    }

    /// <summary>Counts nodes of the file, once for each copy that is made of them.</summary>
    /// <exception cref="ModelFormatException">There are too many.</exception>
    public void CountNodes(int nodes)
    {
        if ((_count[0] += nodes) > Limits.UnrolledNodes)
        {
            throw new ModelFormatException(
                $"{Source}: with its functions written out it has more than {Limits.UnrolledNodes:N0} nodes, which is the limit.");
        }
    }

    /// <summary>Reads a tensor.</summary>
    public Tensor ReadTensor(TensorProto tensor, string name) => _tensors.Read(tensor, name);

    /// <summary>Adds a constant of the file under its own name.</summary>
    /// <exception cref="ModelFormatException">The name is taken by another constant.</exception>
    public void DefineConstant(string name, Tensor value)
    {
        if (!Constants.TryAdd(name, value))
            throw new ModelFormatException($"{Source}: constant '{name}' is defined twice.");
    }

    /// <summary>
    /// Adds a constant that the file has in another form; returns its name, which is like the wanted one.
    /// </summary>
    public string AddConstant(string wanted, Tensor value)
    {
        string name = ValueNames.Make(wanted);
        Constants.Add(name, value);
        return name;
    }

    /// <summary>Adds a node that is part of one of the file; returns the name of its output.</summary>
    public string AddNode(string wanted, Operator created, params ReadOnlySpan<string> inputs)
    {
        string output = ValueNames.Make(wanted);
        Nodes.Add(new Node(NodeNames.Make(output), created, [.. inputs], [output]));
        return output;
    }
}
