using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Control;

namespace VisionPlugin.Onnx;

/// <summary>Imports the graphs inside of nodes.</summary>
internal static class OnnxBody
{
    /// <summary>Reads the body of a branch or a loop.</summary>
    /// <param name="proto">The body.</param>
    /// <param name="name">A name for messages and for what is in it.</param>
    /// <param name="graph">The graph that it lies in, which receives its constants.</param>
    /// <exception cref="ModelFormatException">It is not valid.</exception>
    public static GraphBody Read(GraphProto proto, string name, OnnxGraphBuilder graph)
    {
        OnnxGraphBuilder inner = graph.Nest(name, graph.Opset, graph.Attributes, aliases: null);
        foreach (string value in OnnxLimits.NamesOf(proto))
            inner.ValueNames.Reserve(value);
        OnnxNodes.ReadInitializers(proto, inner);
        OnnxNodes.Read(proto.Node, inner);
        return Close(
            proto.Input.Select(i => i.Name).Where(i => !inner.Constants.ContainsKey(i)), proto.Output.Select(o => o.Name),
            inner, graph, mayCapture: true);
    }

    /// <summary>Makes a body of what was read into a builder; its constants go to the graph outside.</summary>
    /// <param name="inputs">Names of its inputs.</param>
    /// <param name="outputs">Names of its outputs.</param>
    /// <param name="inner">What was read.</param>
    /// <param name="graph">The graph outside.</param>
    /// <param name="mayCapture">True if it may read the values outside.</param>
    /// <exception cref="ModelFormatException">A value is read that is not there, or defined twice.</exception>
    public static GraphBody Close(
        IEnumerable<string> inputs, IEnumerable<string> outputs, OnnxGraphBuilder inner, OnnxGraphBuilder graph,
        bool mayCapture)
    {
        var constants = inner.Constants.ToDictionary(c => c.Key, c => graph.AddConstant($"{inner.Source}/{c.Key}", c.Value));
        Node[] nodes = [.. inner.Nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(Outside)] })];
        string[] formal = [.. inputs];
        if (formal.Contains(""))
            throw new ModelFormatException($"{inner.Source} has an input without a name.");
        string[] results = [.. outputs.Select(Outside)];
        HashSet<string> own = [.. formal, .. nodes.SelectMany(n => n.Outputs), ""];
        string[] captures = mayCapture
            ? [.. nodes.SelectMany(n => n.Inputs).Concat(results).Where(name => !own.Contains(name)).Distinct()]
            : [.. constants.Values];
        List<Node> sorted = NodeSorter.Sort(nodes, [.. formal, .. captures], inner.Source);
        own.UnionWith(captures);
        if (results.FirstOrDefault(r => r.Length == 0 || !own.Contains(r)) is { } missing)
            throw new ModelFormatException($"{inner.Source}: no node provides the output '{missing}'.");
        return new GraphBody([.. formal], [.. captures], [.. results], [.. sorted]);

        string Outside(string name) => constants.GetValueOrDefault(name, name);
    }
}
