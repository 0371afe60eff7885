using System.Collections.Immutable;
using VisionPlugin.Graphs;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>What a drawing of a network shows, wherever it lies: boxes in an order in which arrows lead to later ones.</summary>
/// <param name="Heading">What the network is and costs.</param>
/// <param name="Nodes">Inputs, layers, outputs.</param>
/// <param name="Edges">One for each pair of boxes of which the second reads what the first computes.</param>
internal sealed record Diagram(string Heading, ImmutableArray<DiagramNode> Nodes, ImmutableArray<DiagramEdge> Edges)
{
    /// <summary>The diagram of a network.</summary>
    public static Diagram Of(CompiledGraph graph, CompiledGraph? asLoaded)
    {
        ImmutableArray<LayerAnalysis> layers = LayerAnalysis.Of(graph, asLoaded);
        var nodes = ImmutableArray.CreateBuilder<DiagramNode>();
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        var edges = new SortedDictionary<(int From, int To), List<string>>();
        foreach (ValueInfo input in graph.Model.Inputs)
        {
            producers[input.Name] = nodes.Count;
            nodes.Add(DiagramText.Terminal("input", input.Name, graph.Values[input.Name]));
        }

        foreach (LayerAnalysis layer in layers)
        {
            Read(layer.Node.Inputs);
            foreach (string output in layer.Node.Outputs.Where(name => name.Length > 0))
                producers[output] = nodes.Count;
            nodes.Add(DiagramText.Of(layer));
        }

        foreach (string output in graph.Model.Outputs)
        {
            Read([output]);
            nodes.Add(DiagramText.Terminal("output", output, graph.Values[output]));
        }

        return new Diagram(DiagramText.Heading(graph.Model.Name, layers), nodes.ToImmutable(), [.. edges.Select(Edge)]);

        void Read(ImmutableArray<string> values)
        {
            foreach (string value in values.Distinct())
            {
                if (!producers.TryGetValue(value, out int from))
                    continue;
                if (!edges.TryGetValue((from, nodes.Count), out List<string>? carried))
                    edges[(from, nodes.Count)] = carried = [];
                carried.Add(value);
            }
        }

        DiagramEdge Edge(KeyValuePair<(int From, int To), List<string>> edge)
        {
            int layer = edge.Key.From - graph.Model.Inputs.Length;
            return new(edge.Key.From, edge.Key.To, string.Join(" and ", edge.Value.Select(v => DiagramText.Shape(graph.Values[v].Shape))),
                layer >= 0 && layer < layers.Length && layers[layer].Node.Outputs.Count(name => name.Length > 0) > 1);
        }
    }
}
