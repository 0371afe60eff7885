namespace VisionPlugin.Graphs;

/// <summary>From which to which step each value of a graph is needed.</summary>
/// <param name="Roots">For every value in memory the value whose place it shares: itself, unless it is a view.</param>
/// <param name="Spans">
/// First and last step, both inclusive, by root. Step -1 is the setting of inputs, the number of nodes the end of the
/// run.
/// </param>
internal sealed record ValueLifetimes(
    IReadOnlyDictionary<string, string> Roots, IReadOnlyDictionary<string, (int First, int Last)> Spans)
{
    /// <summary>Finds the lifetimes; constants have none.</summary>
    public static ValueLifetimes Of(CompiledGraph graph, Func<Node, bool> isView)
    {
        var roots = new Dictionary<string, string>();
        var spans = new Dictionary<string, (int First, int Last)>();
        foreach (ValueInfo input in graph.Model.Inputs)
            Define(input.Name, input.Name, -1);
        for (int step = 0; step < graph.Model.Nodes.Length; step++)
        {
            Node node = graph.Model.Nodes[step];
            foreach (string input in node.Inputs)
                Use(input, step);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                string output = node.Outputs[i];
                bool view = i == 0 && isView(node) && roots.ContainsKey(node.Inputs[0]);
                if (output.Length > 0)
                    Define(output, view ? roots[node.Inputs[0]] : output, step);
            }
        }

        foreach (string output in graph.Model.Outputs)
            Use(output, graph.Model.Nodes.Length);
        return new ValueLifetimes(roots, spans);

        void Define(string value, string root, int step)
        {
            if (graph.Values[value].IsConstant)
                return;
            roots[value] = root;
            spans.TryAdd(root, (step, step));
        }

        void Use(string value, int step)
        {
            if (roots.TryGetValue(value, out string? root))
                spans[root] = (spans[root].First, step);
        }
    }
}
