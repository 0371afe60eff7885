using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>
/// Turns a parsed ONNX file into a model: constants, declared inputs, nodes by <see cref="OnnxOperators"/>, sorted and
/// named. Half precision is widened inside of the model and cast where declared inputs and outputs are half.
/// </summary>
internal sealed class OnnxImporter
{
    private readonly GraphProto _graph;
    private readonly string _source;
    private readonly ModelLimits _limits;
    private readonly OnnxGraphBuilder _builder;

    private OnnxImporter(ModelProto model, string source, string? folder, ModelLimits limits)
    {
        (_graph, _source, _limits) = (model.Graph, source, limits);
        var tensors = new OnnxTensorReader(source, new ExternalData(source, folder), limits);
        _builder = new OnnxGraphBuilder(source, ReadOpset(model), tensors, new OnnxFunctions(model), limits);
    }

    /// <summary>Imports a model.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="folder">Where external data may lie; null if the model does not come from a file.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <exception cref="ModelFormatException">The model is not valid or over a limit.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// Nodes, inputs or constants are not supported; lists all of them.
    /// </exception>
    public static Model Import(ModelProto model, string source, string? folder, ModelLimits limits) =>
        new OnnxImporter(model, source, folder, limits).Run(model);

    private Model Run(ModelProto proto)
    {
        OnnxLimits.Check(proto, _source, _limits);
        foreach (string name in OnnxLimits.NamesOf(_graph))
            _builder.ValueNames.Reserve(name);
        ReadPackedTypes();
        OnnxNodes.ReadInitializers(_graph, _builder);
        ImmutableArray<ValueInfo> inputs = ReadInputs();
        OnnxNodes.Read(_graph.Node, _builder);
        CheckOutputTypes();
        if (_builder.Unsupported.Count > 0)
        {
            throw new UnsupportedOperatorException(
                $"{_source} needs {_builder.Unsupported.Count} things that are not supported:", _builder.Unsupported);
        }

        List<Node> nodes =
            NodeSorter.Sort(_builder.Nodes, [.. inputs.Select(i => i.Name), .. _builder.Constants.Keys], _source);
        var model = new Model
        {
            Name = Path.GetFileName(_source),
            Inputs = inputs,
            Outputs = ReadOutputs(inputs),
            Nodes = [.. nodes],
            Constants = _builder.Constants.ToImmutableDictionary(),
            Metadata = ReadMetadata(proto),
        };
        return HalfEdges.Insert(model, OutputTypes(), _builder.ValueNames);
    }

    private int ReadOpset(ModelProto model)
    {
        OperatorSetIdProto set = model.OpsetImport.FirstOrDefault(o => OnnxContents.IsOnnxDomain(o.Domain))
            ?? throw new ModelFormatException($"{_source} does not say which version of the ONNX operators it uses.");
        if (set.Version is < 1 or > short.MaxValue)
        {
            throw new ModelFormatException(
                $"{_source} uses version {set.Version} of the ONNX operators, which does not exist.");
        }

        return (int)set.Version;
    }

    // These types have none of their own here; what is quantised to them must know.
    private void ReadPackedTypes()
    {
        IEnumerable<(string Name, int Type)> values = _graph.Initializer.Select(t => (t.Name, t.DataType))
            .Concat(_graph.Input.Concat(_graph.Output).Select(v => (v.Name, v.Type?.TensorType?.ElemType ?? 0)))
            .Concat(_graph.Node.Where(n => n.OpType == "Constant" && n.Output.Count == 1)
                .Select(n => (n.Output[0], n.Attribute.FirstOrDefault(a => a.Name == "value")?.T?.DataType ?? 0)));
        foreach ((string name, int type) in values.Where(v => OnnxTypes.IsPacked(v.Type)))
            _builder.PackedTypes[name] = type;
    }

    // Until IR version 3 every initializer had to be listed as an input too: such inputs are constants.
    private ImmutableArray<ValueInfo> ReadInputs()
    {
        HashSet<string> initializers = [.. _graph.Initializer.Select(t => t.Name)];
        var inputs = ImmutableArray.CreateBuilder<ValueInfo>();
        foreach (ValueInfoProto input in _graph.Input.Where(i => !initializers.Contains(i.Name)))
        {
            if (input.Name.Length == 0)
                throw new ModelFormatException($"{_source} has an input without a name.");
            DataType type = OnnxTypes.Declared(input.Type?.TensorType?.ElemType ?? 0);
            if (type == DataType.None)
                _builder.Unsupported.Add($"input '{input.Name}': {DescribeType(input.Type)}");
            else
                inputs.Add(new ValueInfo(input.Name, type, ReadDimensions(input)));
        }

        return inputs.ToImmutable();
    }

    private ImmutableArray<Dimension> ReadDimensions(ValueInfoProto value)
    {
        if (value.Type?.TensorType?.Shape is not { } shape)
            return default;
        if (shape.Dim.Count > _limits.Rank)
        {
            throw new ModelFormatException(
                $"{_source}: '{value.Name}' has {shape.Dim.Count} axes; the limit is {_limits.Rank}.");
        }

        long[] sizes = [.. shape.Dim.Where(d => d.HasDimValue).Select(d => d.DimValue)];
        if (sizes.Any(s => s < 0) || !TensorSizes.TryGetLength(sizes, _limits.TensorElements, out _))
        {
            throw new ModelFormatException(
                $"{_source}: the shape [{string.Join(", ", sizes)}] of '{value.Name}' is negative"
                + $" or exceeds the limit of {_limits.TensorElements} elements.");
        }

        return [.. shape.Dim.Select(d => d.HasDimValue
            ? new Dimension((int)d.DimValue)
            : new Dimension(null, d.DimParam.Length > 0 ? d.DimParam : null))];
    }

    // Element types of outputs follow from the nodes; that a sequence cannot come out is said here.
    private void CheckOutputTypes()
    {
        foreach (ValueInfoProto output in _graph.Output)
        {
            if (output.Type is { TensorType: null, ValueCase: not TypeProto.ValueOneofCase.None })
                _builder.Unsupported.Add($"output '{output.Name}': {DescribeType(output.Type)}");
        }
    }

    private ImmutableArray<string> ReadOutputs(ImmutableArray<ValueInfo> inputs)
    {
        HashSet<string> known =
            [.. inputs.Select(i => i.Name), .. _builder.Constants.Keys, .. _builder.Nodes.SelectMany(n => n.Outputs)];
        foreach (ValueInfoProto output in _graph.Output)
        {
            ReadDimensions(output);
            if (output.Name.Length == 0 || !known.Contains(output.Name))
                throw new ModelFormatException($"{_source}: no node provides the output '{output.Name}'.");
        }

        if (_graph.Output.Count == 0)
            throw new ModelFormatException($"{_source} has no outputs.");
        return [.. _graph.Output.Select(o => o.Name).Distinct()];
    }

    private Dictionary<string, int> OutputTypes() => _graph.Output.DistinctBy(o => o.Name)
        .ToDictionary(o => o.Name, o => o.Type?.TensorType?.ElemType ?? 0);

    private static ImmutableDictionary<string, string> ReadMetadata(ModelProto proto)
    {
        var metadata = ImmutableDictionary.CreateBuilder<string, string>();
        metadata["producer"] = $"{proto.ProducerName} {proto.ProducerVersion}".Trim();
        foreach (StringStringEntryProto entry in proto.MetadataProps)
            metadata[entry.Key] = entry.Value;
        return metadata.ToImmutable();
    }

    private static string DescribeType(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => $"element type {OnnxTypes.NameOf(type.TensorType.ElemType)}",
        TypeProto.ValueOneofCase.SequenceType => "a sequence, not a tensor",
        TypeProto.ValueOneofCase.MapType => "a map, not a tensor",
        TypeProto.ValueOneofCase.SparseTensorType => "a sparse tensor",
        TypeProto.ValueOneofCase.OptionalType => "an optional value, not a tensor",
        _ => "of undeclared type",
    };
}
