using System.Collections.Immutable;

namespace VisionPlugin.Execution.Comparison;

/// <summary>The result of <see cref="ModelComparer.Compare"/>.</summary>
/// <param name="Backends">The backends; the first is what the others are compared with.</param>
/// <param name="Layers">Every computed value, in the order of the graph.</param>
/// <param name="Outputs">Every output of the model on every backend after the first.</param>
public sealed record ModelComparison(
    ImmutableArray<BackendType> Backends,
    ImmutableArray<LayerComparison> Layers,
    ImmutableArray<OutputComparison> Outputs)
{
    /// <summary>
    /// The layers that are nearest to the tolerance or beyond, the worst first, each on the backend that is worst there:
    /// as many as <see cref="ComparisonOptions.KeepWorst"/> asks for, less those without any difference.
    /// </summary>
    public ImmutableArray<LayerValues> Worst { get; init; } = [];

    /// <summary>True if every layer by itself and every output is within tolerance.</summary>
    public bool IsWithin => Layers.All(l => l.IsWithin) && Outputs.All(o => o.Difference.IsWithin);

    /// <summary>The first layer whose own error is out of tolerance; null if there is none.</summary>
    public LayerComparison? FirstFailure => Layers.FirstOrDefault(l => !l.IsWithin);
}
