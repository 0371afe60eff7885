using System.Collections.Immutable;

namespace VisionPlugin.Execution.Comparison;

/// <summary>How long a model takes on a backend, layer by layer, as it runs in production.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Clock">What the layers were measured with.</param>
/// <param name="Runs">Runs that were measured, after one to warm up; 1 if even that one was too long to be repeated.</param>
/// <param name="WholeRun">Median of whole runs, with inputs copied in and outputs copied out, by the processor's clock.</param>
/// <param name="Layers">The nodes of the graph, in its order.</param>
public sealed record ModelTimes(
    BackendType Backend, StepClock Clock, int Runs, TimeSpan WholeRun, ImmutableArray<LayerTime> Layers)
{
    /// <summary>Sum of all layers.</summary>
    public TimeSpan Sum => new(Layers.Sum(l => l.Time.Ticks));
}
