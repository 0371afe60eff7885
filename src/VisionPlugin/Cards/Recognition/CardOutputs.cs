using VisionPlugin.Graphs;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// Makes the values that a card's decoder names outputs of the network. They may be any values of the graph: what comes
/// after them, such as suppression of overlapping boxes, falls away.
/// </summary>
internal static class CardOutputs
{
    /// <summary>The network, unchanged if all are outputs already, or one is not in the graph at all.</summary>
    public static Model Apply(Model model, ModelCard card)
    {
        if (card.Decoder.Outputs.All(model.Outputs.Contains)
            || !card.Decoder.Outputs.All(name => model.Nodes.Any(n => n.Outputs.Contains(name))))
        {
            return model;
        }

        var needed = new HashSet<string>(card.Decoder.Outputs);
        var nodes = new Stack<Node>();
        foreach (Node node in model.Nodes.Reverse().Where(n => n.Outputs.Any(needed.Contains)))
        {
            needed.UnionWith(node.Inputs);
            nodes.Push(node);
        }

        return model with { Nodes = [.. nodes], Outputs = card.Decoder.Outputs };
    }
}
