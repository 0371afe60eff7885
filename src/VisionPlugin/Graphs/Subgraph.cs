using System.Collections.Immutable;

namespace VisionPlugin.Graphs;

/// <summary>Cuts parts out of compiled graphs.</summary>
internal static class Subgraph
{
    /// <summary>
    /// A graph of some of the nodes. What they read of other nodes and of the graph's inputs becomes its inputs.
    /// </summary>
    /// <param name="graph">The whole graph.</param>
    /// <param name="nodes">The nodes, in their order.</param>
    /// <param name="outputs">The values that the part returns.</param>
    public static CompiledGraph Extract(CompiledGraph graph, IReadOnlyList<Node> nodes, ImmutableArray<string> outputs)
    {
        HashSet<string> computed = [.. nodes.SelectMany(n => n.Outputs)];
        string[] read = [.. nodes.SelectMany(n => n.Inputs).Where(name => name.Length > 0).Distinct()];
        ImmutableArray<ValueInfo> inputs =
        [
            .. read.Where(name => !computed.Contains(name) && !graph.Values[name].IsConstant)
                .Select(name => new ValueInfo(name, graph.Values[name].DataType, default)),
        ];
        Model model = graph.Model with
        {
            Inputs = inputs,
            Outputs = outputs,
            Nodes = [.. nodes],
            Constants = read.Where(graph.Model.Constants.ContainsKey)
                .ToImmutableDictionary(name => name, name => graph.Model.Constants[name]),
        };
        IEnumerable<string> values = read.Concat(computed.Where(name => name.Length > 0)).Distinct();
        return new CompiledGraph(model, values.ToImmutableDictionary(name => name, name => graph.Values[name]))
        {
            Precision = graph.Precision,
        };
    }
}
