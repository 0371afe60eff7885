using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>How long a backend takes, in milliseconds.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Clock">What layers were measured with: processor, fences (the processor's clock between them) or gpu.</param>
/// <param name="Runs">Runs whose median counts.</param>
/// <param name="WholeRunMs">A whole run, with inputs copied in and outputs copied out.</param>
/// <param name="SumMs">All layers, each waited for.</param>
internal sealed record BackendTimes(string Backend, string Clock, int Runs, double WholeRunMs, double SumMs)
{
    public static BackendTimes Of(ModelTimes times) => new(
        BackendChoice.NameOf(times.Backend), times.Clock.ToString().ToLowerInvariant(), times.Runs,
        Milliseconds.Round(times.WholeRun.TotalMilliseconds), Milliseconds.Round(times.Sum.TotalMilliseconds));
}
