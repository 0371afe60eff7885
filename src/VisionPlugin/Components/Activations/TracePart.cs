using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components.Activations;

/// <summary>Neighbouring nodes of a graph, run at once.</summary>
/// <param name="Model">
/// The part: its inputs are inputs of the whole or outputs of earlier parts; its outputs are what is wanted of it and
/// what later parts read.
/// </param>
/// <param name="ReadLater">All values that later parts read.</param>
internal sealed record TracePart(Model Model, IReadOnlySet<string> ReadLater)
{
    /// <summary>Cuts a graph, in the order of its nodes; nodes that nothing wanted depends on fall away.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="wanted">The values that are wanted.</param>
    /// <param name="bytes">Bytes of wanted values in a part, after which the next one begins.</param>
    public static IEnumerable<TracePart> Split(CompiledGraph graph, HashSet<string> wanted, long bytes)
    {
        List<Node> nodes = Needed(graph, wanted);
        // How far down the list a value is read.
        var lastReader = new Dictionary<string, int>();
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string name in nodes[i].Inputs)
                lastReader[name] = i;
        }

        long kept = 0;
        for (int start = 0, end = 1; start < nodes.Count; end++)
        {
            kept += nodes[end - 1].Outputs.Where(wanted.Contains).Sum(name => SizeOf(graph.Values[name]));
            if (kept < bytes && end < nodes.Count)
                continue;
            HashSet<string> later = [.. lastReader.Where(read => read.Value >= end).Select(read => read.Key)];
            List<Node> part = nodes[start..end];
            ImmutableArray<string> outputs =
                [.. part.SelectMany(node => node.Outputs).Where(name => wanted.Contains(name) || later.Contains(name))];
            yield return new TracePart(Subgraph.Extract(graph, part, outputs).Model, later);
            (start, kept) = (end, 0);
        }
    }

    private static List<Node> Needed(CompiledGraph graph, HashSet<string> wanted)
    {
        HashSet<string> read = [.. wanted];
        var nodes = new List<Node>();
        foreach (Node node in graph.Model.Nodes.Reverse().Where(node => node.Outputs.Any(read.Contains)))
        {
            read.UnionWith(node.Inputs);
            nodes.Add(node);
        }

        nodes.Reverse();
        return nodes;
    }

    private static long SizeOf(TensorInfo info) => (long)info.Shape.Length * DataTypes.SizeOf(info.DataType);
}
