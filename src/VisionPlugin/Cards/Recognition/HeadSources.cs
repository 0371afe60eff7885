using VisionPlugin.Graphs;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// Looks at what a network's outputs are put together from, which tells heads of one shape apart: whether boxes are
/// computed in the graph, whether scores went through a sigmoid or softmax.
/// </summary>
internal static class HeadSources
{
    private static readonly HashSet<string> Moves =
        ["Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Cast", "Concat"];

    /// <summary>The sources of an output.</summary>
    public static IReadOnlyList<HeadSource> Of(CompiledGraph graph, string output)
    {
        var producers = new Dictionary<string, Node>();
        foreach (Node node in graph.Model.Nodes)
        {
            foreach (string value in node.Outputs)
                producers[value] = node;
        }

        var sources = new List<HeadSource>();
        var seen = new HashSet<string>();
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? value))
        {
            if (!seen.Add(value) || !producers.TryGetValue(value, out Node? node))
                continue;
            if (!Moves.Contains(node.Operator.Name))
                sources.Add(new HeadSource(node.Operator.Name, graph.Values[value].Shape));
            else if (node.Operator.Name == "Concat")
                node.Inputs.ToList().ForEach(open.Push);
            else
                open.Push(node.Inputs[0]);
        }

        return sources;
    }
}
