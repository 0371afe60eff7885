using VisionPlugin.Graphs.Control;

namespace VisionPlugin.Onnx;

/// <summary>The functions that a model defines; each call is replaced by a copy of the function's nodes.</summary>
/// <param name="model">The parsed file.</param>
internal sealed class OnnxFunctions(ModelProto model)
{
    private readonly Dictionary<(string, string), FunctionProto> _functions =
        model.Functions.DistinctBy(f => (f.Domain, f.Name)).ToDictionary(f => (f.Domain, f.Name));

    /// <summary>The function that a node calls; null if it calls none.</summary>
    public FunctionProto? Find(NodeProto node) => _functions.GetValueOrDefault((node.Domain, node.OpType));

    /// <summary>Adds the nodes of a function to the graph that calls it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="call">The node that calls it.</param>
    /// <param name="name">The node's unique name.</param>
    /// <param name="graph">The graph that the node is in.</param>
    /// <exception cref="ModelFormatException">The function or the call is not valid.</exception>
    public static void Inline(FunctionProto function, NodeProto call, string name, OnnxGraphBuilder graph)
    {
        if (call.Input.Count > function.Input.Count || call.Output.Count > function.Output.Count)
        {
            throw new ModelFormatException(
                $"{graph.Source}, node '{name}' calls the function {function.Name} with {call.Input.Count} inputs and"
                + $" {call.Output.Count} outputs; it has {function.Input.Count} and {function.Output.Count}.");
        }

        string[] arguments = [.. Enumerable.Range(0, function.Input.Count).Select(i => i < call.Input.Count ? call.Input[i] : "")];
        OnnxGraphBuilder inner = graph.Nest(name, OpsetOf(function, graph), Attributes(function, call, graph),
            function.Input.Zip(arguments).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second));
        foreach (string value in function.Node.SelectMany(n => n.Input.Concat(n.Output)).Concat(function.Input))
            inner.ValueNames.Reserve(value);
        OnnxNodes.Read(function.Node, inner);
        GraphBody body = OnnxBody.Close(function.Input, function.Output, inner, graph, mayCapture: false);
        graph.CountNodes(body.Nodes.Length + call.Output.Count);
        var writer = new BodyWriter(graph.NodeNames, graph.ValueNames, graph.Limits.UnrolledNodes, graph.DefineConstant);
        string[] results = writer.Copy(body, name, [.. arguments, .. body.Captures]);
        for (int i = 0; i < call.Output.Count; i++)
            writer.Define(call.Output[i], results[i]);
        graph.Nodes.AddRange(writer.Take());
    }

    private static int OpsetOf(FunctionProto function, OnnxGraphBuilder graph) =>
        function.OpsetImport.FirstOrDefault(o => OnnxContents.IsOnnxDomain(o.Domain)) is { Version: >= 1 and <= short.MaxValue } set
            ? (int)set.Version : graph.Opset;

    // Those of the call, where it has none the function's own.
    private static Dictionary<string, AttributeProto> Attributes(FunctionProto function, NodeProto call, OnnxGraphBuilder graph)
    {
        var attributes = new Dictionary<string, AttributeProto>();
        foreach (AttributeProto attribute in function.AttributeProto)
            attributes[attribute.Name] = attribute;
        foreach (AttributeProto attribute in graph.Resolve(call.Attribute))
            attributes[attribute.Name] = attribute;
        return attributes;
    }
}
