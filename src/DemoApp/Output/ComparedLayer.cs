using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A layer on every backend after the first.</summary>
/// <param name="Layer">Name of the node.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Value">Name of what it computes.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Differences">One entry a backend.</param>
internal sealed record ComparedLayer(string Layer, string Operator, string Value, int[] Shape, IReadOnlyList<Difference> Differences)
{
    public static ComparedLayer Of(LayerComparison layer) => new(layer.Node, layer.Operator, layer.Value, layer.Shape.Sizes.ToArray(),
        [.. layer.Backends.Select(b => Difference.Of(b.Backend, b.Alone, b.EndToEnd.MaxAbsolute))]);
}
