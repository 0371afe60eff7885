using VisionPlugin.Graphs;

namespace VisionPlugin.Analysis;

/// <summary>
/// Finds which nodes of a graph as loaded went into a node of the same graph optimised: those between the node of its name
/// and the value that it produces.
/// </summary>
internal sealed class MergedNodes
{
    private readonly Dictionary<string, int> _producers = new(StringComparer.Ordinal);
    private readonly CompiledGraph _loaded;
    private readonly HashSet<string> _kept;

    public MergedNodes(CompiledGraph loaded, CompiledGraph optimized)
    {
        _loaded = loaded;
        _kept = [.. optimized.Model.Nodes.SelectMany(n => n.Outputs)];
        for (int i = 0; i < loaded.Model.Nodes.Length; i++)
        {
            foreach (string output in loaded.Model.Nodes[i].Outputs)
                _producers[output] = i;
        }
    }

    /// <summary>The nodes merged into a node of the optimised graph, in their order; empty for one that is as it was.</summary>
    public IReadOnlyList<Node> Into(Node node)
    {
        // Back from the value. Values that the optimised graph still has end the way: what lies behind them went into other nodes.
        var behind = new SortedSet<int>();
        var open = new Stack<int>();
        Push(node.Outputs[0]);
        while (open.TryPop(out int index))
        {
            if (!behind.Add(index) || _loaded.Model.Nodes[index].Name == node.Name)
                continue;
            foreach (string input in _loaded.Model.Nodes[index].Inputs.Where(input => !_kept.Contains(input)))
                Push(input);
        }

        // Forth again: of those, what depends on the node of the name.
        var merged = new List<Node>();
        var within = new HashSet<string>(StringComparer.Ordinal);
        foreach (Node candidate in behind.Select(index => _loaded.Model.Nodes[index]))
        {
            bool isItself = candidate.Name == node.Name;
            if (!isItself && !candidate.Inputs.Any(within.Contains))
                continue;
            within.UnionWith(candidate.Outputs.Where(name => name.Length > 0));
            if (!isItself)
                merged.Add(candidate);
        }

        return merged;

        void Push(string value)
        {
            if (_producers.TryGetValue(value, out int producer))
                open.Push(producer);
        }
    }
}
