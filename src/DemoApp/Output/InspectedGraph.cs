using System.Collections.Immutable;
using VisionPlugin.Analysis;
using VisionPlugin.Graphs;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A network after merging and folding.</summary>
internal sealed record InspectedGraph(
    int Nodes, long Parameters, long RunningStatistics, long Macs, long PeakBytes, IReadOnlyDictionary<string, int> Operators, IReadOnlyList<InspectedNode> Graph)
{
    public static InspectedGraph Of(CompiledGraph graph, ImmutableArray<LayerAnalysis> layers)
    {
        ModelStatistics s = ModelStatistics.Of(graph);
        return new InspectedGraph(s.Nodes, s.Parameters, s.RunningStatistics, s.Macs, s.PeakBytes, s.Operators, InspectedNode.List(graph, layers));
    }
}
