using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>What a graph consists of and costs. Compare a graph as compiled with the same one optimised.</summary>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Parameters">
/// Elements of all constants that nodes read, but for those of index types (int32, int64: shapes, axes) and bool, for what sets the
/// output's shape, such as the scales of a Resize, and for <paramref name="RunningStatistics"/>.
/// </param>
/// <param name="RunningStatistics">
/// Elements of the means and variances of batch normalisations, which are measured and not trained: the literature does not
/// count them. A graph in which they were folded into convolutions has none.
/// </param>
/// <param name="Macs">Multiply-accumulate operations of one run.</param>
/// <param name="PeakBytes">Bytes of the block that all computed values share over time, in row-major layout.</param>
/// <param name="Operators">How many nodes there are of each operator.</param>
public sealed record ModelStatistics(
    int Nodes, long Parameters, long RunningStatistics, long Macs, long PeakBytes,
    ImmutableSortedDictionary<string, int> Operators)
{
    /// <summary>Counts a graph.</summary>
    public static ModelStatistics Of(CompiledGraph graph)
    {
        ImmutableArray<Node> nodes = graph.Model.Nodes;
        ParameterCount[] parameters = ParameterCount.Of(graph);
        long macs = nodes.Sum(n => n.Operator.CountMacs(graph.InputsOf(n), graph.OutputsOf(n)));
        ImmutableSortedDictionary<string, int> operators = nodes.GroupBy(n => n.Operator.Name)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return new ModelStatistics(nodes.Length, parameters.Sum(p => p.Trained), parameters.Sum(p => p.Measured), macs, PeakBytesOf(graph), operators);
    }

    /// <summary>Bytes of the block that all computed values share over time, in row-major layout.</summary>
    internal static long PeakBytesOf(CompiledGraph graph) =>
        BufferPlan.Create(graph, info => (long)info.Shape.Length * DataTypes.SizeOf(info.DataType)).TotalBytes;
}
