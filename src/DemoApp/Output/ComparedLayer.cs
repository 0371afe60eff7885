using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A layer on every backend after the first.</summary>
/// <param name="Layer">Name of the node.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Value">Name of what it computes.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Differences">One entry a backend.</param>
/// <param name="Ms">Milliseconds on each backend, the first included; null if times were not measured.</param>
internal sealed record ComparedLayer(
    string Layer, string Operator, string Value, int[] Shape, IReadOnlyList<Difference> Differences, IReadOnlyDictionary<string, double>? Ms)
{
    /// <summary>A layer as it is written down.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="times">Times on each backend; empty if they were not measured.</param>
    /// <param name="isFirst">True for the first value of its node, which has the node's time.</param>
    public static ComparedLayer Of(LayerComparison layer, IReadOnlyList<ModelTimes> times, bool isFirst) => new(
        layer.Node, layer.Operator, layer.Value, layer.Shape.Sizes.ToArray(),
        [.. layer.Backends.Select(b => Difference.Of(b.Backend, b.Alone, b.EndToEnd))],
        times.Count == 0 ? null : times.ToDictionary(
            t => BackendChoice.NameOf(t.Backend), t => isFirst ? Milliseconds.Round(TimeOf(layer, t)) : 0));

    private static double TimeOf(LayerComparison layer, ModelTimes times) =>
        times.Layers.FirstOrDefault(l => l.Node == layer.Node)?.Time.TotalMilliseconds ?? 0;
}
