using VisionPlugin.Analysis;
using VisionPlugin.Graphs;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A layer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Title">Operator and window.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Merged">Operators that were merged into it, in their order.</param>
/// <param name="Inputs">What it reads, weights left out.</param>
/// <param name="Shape">Shape of its first output.</param>
/// <param name="Sizes">How the spatial sizes follow, for layers with a window.</param>
/// <param name="ReceptiveField">What an element of the output sees of the input; null if it depends on none.</param>
/// <param name="Parameters">Weights that it reads, running statistics not counted.</param>
/// <param name="ParameterShare">Share of all parameters, 0 to 1.</param>
/// <param name="Macs">Multiply-accumulate operations.</param>
/// <param name="MacShare">Share of all multiply-accumulates, 0 to 1.</param>
/// <param name="FullyConnected">What it would cost fully connected; null where that has no meaning.</param>
internal sealed record InspectedNode(
    string Name, string Operator, string Title, string Kind, IReadOnlyList<string> Merged, IReadOnlyList<string> Inputs, int[] Shape,
    IReadOnlyList<string> Sizes, InspectedField? ReceptiveField, long Parameters, double ParameterShare, long Macs, double MacShare,
    FullyConnectedCost? FullyConnected)
{
    /// <summary>What programs read of an analysis.</summary>
    public static IReadOnlyList<InspectedNode> List(CompiledGraph graph, IEnumerable<LayerAnalysis> layers) => [.. layers.Select(layer => new InspectedNode(
        layer.Node.Name, layer.Node.Operator.Name, layer.Title, layer.Kind.ToString().ToLowerInvariant(),
        [.. layer.Merged.Select(m => m.Operator.Name)],
        [.. layer.Node.Inputs.Where(name => name.Length > 0 && !graph.Values[name].IsConstant)],
        layer.Output is { } shape ? shape.Sizes.ToArray() : [], [.. layer.Sizes.Select(s => s.ToString())], InspectedField.Of(layer.Field),
        layer.Parameters, layer.ParameterShare, layer.Macs, layer.MacShare, layer.FullyConnected))];
}
