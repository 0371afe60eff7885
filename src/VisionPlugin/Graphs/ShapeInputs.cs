using VisionPlugin.Operators;

namespace VisionPlugin.Graphs;

/// <summary>Finds the inputs of a model whose elements, not only their shapes, decide the shapes of other values.</summary>
internal static class ShapeInputs
{
    /// <summary>
    /// Names of the inputs from which a target size, axes, bounds and the like are computed. Where only their shape is
    /// looked at (by a Shape node) they do not count.
    /// </summary>
    public static HashSet<string> Find(Model model)
    {
        var producers = new Dictionary<string, Node>();
        foreach (Node node in model.Nodes)
        {
            foreach (string output in node.Outputs)
                producers[output] = node;
        }

        var needed = new HashSet<string>();
        var pending = new Stack<string>(model.Nodes.SelectMany(n => n.Inputs.Where((_, i) => n.Operator.NeedsValue(i))));
        while (pending.TryPop(out string? value))
        {
            if (!needed.Add(value) || !producers.TryGetValue(value, out Node? producer) || producer.Operator is Shape)
                continue;
            foreach (string input in producer.Inputs)
                pending.Push(input);
        }

        needed.IntersectWith(model.Inputs.Select(i => i.Name));
        return needed;
    }
}
