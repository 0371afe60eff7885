using System.Collections.Immutable;
using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>A part of a graph that runs on one backend.</summary>
/// <param name="Graph">The part; its inputs are outputs of earlier parts or inputs of the whole.</param>
/// <param name="OnFallback">True if it runs on the fallback backend.</param>
internal sealed record GraphPart(CompiledGraph Graph, bool OnFallback)
{
    /// <summary>
    /// Splits a graph into parts that alternate between the backends, as few as its order allows: every part takes all
    /// nodes of its kind that are ready.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isOnFallback">Which nodes run on the fallback backend.</param>
    public static ImmutableArray<GraphPart> Split(CompiledGraph graph, Func<Node, bool> isOnFallback)
    {
        var groups = new List<(List<Node> Nodes, bool OnFallback)>();
        HashSet<string> ready = [.. graph.Model.Inputs.Select(i => i.Name), .. graph.Model.Constants.Keys, ""];
        List<Node> waiting = [.. graph.Model.Nodes];
        bool kind = waiting.Count > 0 && isOnFallback(waiting[0]);
        while (waiting.Count > 0)
        {
            // Nodes are sorted, so one pass finds those that become ready within the part too.
            var taken = new List<Node>();
            var left = new List<Node>();
            foreach (Node node in waiting)
            {
                bool take = isOnFallback(node) == kind && node.Inputs.All(ready.Contains);
                (take ? taken : left).Add(node);
                if (take)
                    ready.UnionWith(node.Outputs);
            }

            if (taken.Count > 0)
                groups.Add((taken, kind));
            (waiting, kind) = (left, !kind);
        }

        return
        [
            .. groups.Select(group => new GraphPart(
                Subgraph.Extract(graph, group.Nodes, OutputsOf(graph, group.Nodes)), group.OnFallback)),
        ];
    }

    // What other parts read, and what the whole graph returns.
    private static ImmutableArray<string> OutputsOf(CompiledGraph graph, List<Node> nodes)
    {
        var inside = new HashSet<Node>(nodes, ReferenceEqualityComparer.Instance);
        HashSet<string> wanted =
            [.. graph.Model.Outputs, .. graph.Model.Nodes.Where(n => !inside.Contains(n)).SelectMany(n => n.Inputs)];
        return [.. nodes.SelectMany(n => n.Outputs).Where(name => name.Length > 0 && wanted.Contains(name))];
    }
}
