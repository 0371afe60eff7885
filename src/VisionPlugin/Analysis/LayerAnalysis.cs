using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis;

/// <summary>What a layer of a network is, sees and costs.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">Operator and window, for people: <c>Conv 3x3 /2</c>, <c>MaxPool 2x2 /2</c>, <c>Relu</c>.</param>
/// <param name="Output">Shape of its first output that is wanted; null if none is.</param>
/// <param name="Sizes">How the output's size follows, one entry a spatial axis; empty for layers without a window.</param>
/// <param name="Field">What an element of its output sees of the network's input; null if it depends on no input.</param>
/// <param name="Parameters">
/// Weights that it reads, running statistics not counted. Those that several layers share count at the first, so that layers
/// add up to <see cref="ModelStatistics.Parameters"/>.
/// </param>
/// <param name="Macs">Multiply-accumulate operations of one run; they add up to <see cref="ModelStatistics.Macs"/>.</param>
/// <param name="ParameterShare">Share of the network's parameters, 0 to 1.</param>
/// <param name="MacShare">Share of the network's multiply-accumulates, 0 to 1.</param>
/// <param name="FullyConnected">
/// What it would cost fully connected, for convolutions, transposed ones and averages; null where that has no meaning.
/// </param>
/// <param name="Merged">Layers that were merged into it, in their order; empty for a graph as loaded.</param>
public sealed record LayerAnalysis(
    Node Node,
    LayerKind Kind,
    string Title,
    TensorShape? Output,
    ImmutableArray<SizeFormula> Sizes,
    ReceptiveField? Field,
    long Parameters,
    long Macs,
    double ParameterShare,
    double MacShare,
    FullyConnectedCost? FullyConnected,
    ImmutableArray<Node> Merged)
{
    /// <summary>The title and what was merged: <c>Conv 3x3 + BatchNorm + Add + Relu</c>.</summary>
    public string Summary => string.Join(" + ", Merged.Select(m => LayerTitle.Short(m.Operator)).Prepend(Title));

    /// <summary>Analyses every layer of a network, in the order in which they run.</summary>
    /// <param name="graph">The network, with or without merged layers.</param>
    /// <param name="asLoaded">The same network before <see cref="GraphOptimizer"/>, to tell what was merged; null not to.</param>
    public static ImmutableArray<LayerAnalysis> Of(CompiledGraph graph, CompiledGraph? asLoaded = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        IReadOnlyDictionary<string, ReceptiveField> fields = ReceptiveFields.Of(graph);
        MergedNodes? merged = asLoaded is null ? null : new MergedNodes(asLoaded, graph);
        ParameterCount[] parameters = ParameterCount.Of(graph);
        long[] macs = [.. graph.Model.Nodes.Select(n => n.Operator.CountMacs(graph.InputsOf(n), graph.OutputsOf(n)))];
        long allParameters = parameters.Sum(p => p.Trained), allMacs = macs.Sum();
        return [.. graph.Model.Nodes.Select((node, i) =>
        {
            TensorInfo[] inputs = graph.InputsOf(node), outputs = graph.OutputsOf(node);
            string first = node.Outputs.FirstOrDefault(name => name.Length > 0, "");
            TensorShape? output = first.Length > 0 ? graph.Values[first].Shape : null;
            LayerWindow? window = LayerWindow.Of(node.Operator, inputs);
            return new LayerAnalysis(
                node, LayerKinds.Of(node.Operator), LayerTitle.Of(node.Operator, window, inputs.Length > 0 && inputs[0].Shape.Rank > 1 ? inputs[0].Shape[1] : 0),
                output, window is null || output is null ? [] : SizeFormula.Of(window, output.Value), fields.GetValueOrDefault(first),
                parameters[i].Trained, macs[i], Share(parameters[i].Trained, allParameters), Share(macs[i], allMacs),
                FullyConnectedCost.Of(node.Operator, inputs, outputs), merged is null ? [] : [.. merged.Into(node)]);
        })];
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
