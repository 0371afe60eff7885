using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Turns models into messages: nodes by <see cref="OnnxExports"/>, constants, declared inputs and outputs.</summary>
internal static class OnnxExporter
{
    /// <summary>
    /// The operator set that is written unless a model needs a later one: the first in which reductions take their axes,
    /// as here, from an input.
    /// </summary>
    public const int BaseOpset = 18;

    /// <summary>Who writes; also says which files are our own.</summary>
    public const string Producer = "VisionPlugin";

    /// <summary>
    /// Exports a model with the shapes that it declares; one with branches or loops as they are for its sizes.
    /// </summary>
    public static ExportedModel Export(Model model, ModelSaveOptions options)
    {
        model = Sorted(model);
        if (options.Batch is { } batch)
            model = BatchAxis.Declare(model, batch);
        // What branches and loops compute is decided by the compiler.
        if (model.Nodes.Any(n => n.Operator is ControlFlow))
            return Export(ValueTypes.Compile(model, options));
        ValueTypes types = ValueTypes.Infer(model, options);
        if (options.Batch is { } wanted && model.Outputs.FirstOrDefault(o => !types.FollowsBatch(o, wanted)) is { } fixedOutput)
        {
            throw new ModelSaveException($"{model.Name} cannot be saved with a batch of {wanted}:"
                + $" it does not go through the network to output '{fixedOutput}'.");
        }

        return Export(model, types);
    }

    /// <summary>Exports a compiled graph with the shapes that it was compiled for.</summary>
    public static ExportedModel Export(CompiledGraph graph)
    {
        Model model = graph.Model with { Inputs = [.. graph.Model.Inputs.Select(i => Fixed(i, graph.Values[i.Name]))] };
        return Export(Sorted(model), ValueTypes.Of(graph));
    }

    private static ExportedModel Export(Model model, ValueTypes types)
    {
        // What a node needs beyond the base is known once it is written, and some nodes are written otherwise then.
        ExportGraph graph = Write(model, types, BaseOpset);
        if (graph.NeededOpset > graph.Opset)
            graph = Write(model, types, graph.NeededOpset);
        var proto = new ModelProto
        {
            IrVersion = IrVersion(graph.Opset),
            ProducerName = Producer,
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = new GraphProto { Name = model.Name.Length > 0 ? model.Name : "model" },
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        foreach ((string key, string value) in model.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            // Recognition looks at who made a network: the first producer is remembered.
            if (key != "producer" || (value.Length > 0 && !value.StartsWith(Producer, StringComparison.Ordinal)))
                proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        proto.Graph.Node.Add(graph.Nodes);
        proto.Graph.Input.Add(model.Inputs.Select(types.Declare));
        proto.Graph.Output.Add(model.Outputs.Distinct().Select(types.DeclareOutput));
        return new ExportedModel(model.Name, proto, graph.UsedConstants(model));
    }

    private static ExportGraph Write(Model model, ValueTypes types, int opset)
    {
        var graph = new ExportGraph(model, types, opset);
        var refused = new List<string>();
        foreach (Node node in model.Nodes.Where(n => n.Outputs.Any(o => o.Length > 0)))
        {
            try
            {
                OnnxExports.Write(new ExportNode(graph, node));
            }
            catch (UnsupportedNodeException error)
            {
                refused.Add($"node '{node.Name}' ({node.Operator.Name}): {error.Message}");
            }
        }

        return refused.Count == 0 ? graph : throw new UnsupportedOperatorException(
            $"{model.Name} has {refused.Count} nodes that ONNX cannot express:", refused);
    }

    private static Model Sorted(Model model)
    {
        string[] ready = [.. model.Inputs.Select(i => i.Name), .. model.Constants.Keys];
        List<Node> nodes = NodeSorter.Sort(model.Nodes, ready, model.Name);
        HashSet<string> known = [.. ready, .. nodes.SelectMany(n => n.Outputs)];
        return model.Outputs.FirstOrDefault(o => o.Length == 0 || !known.Contains(o)) is not { } missing
            ? model with { Nodes = [.. nodes] }
            : throw new ModelFormatException($"{model.Name}: no node provides the output '{missing}'.");
    }

    private static ValueInfo Fixed(ValueInfo input, TensorInfo info) =>
        new(input.Name, info.DataType, [.. info.Shape.Sizes.ToArray().Select(size => new Dimension(size))]);

    // The versions of ONNX's intermediate representation that came with the operator sets (docs/Versioning.md there).
    private static long IrVersion(int opset) => opset switch
    {
        <= 18 => 8,
        <= 20 => 9,
        <= 22 => 10,
        _ => 11,
    };
}
