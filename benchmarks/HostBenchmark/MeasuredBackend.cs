using System.Diagnostics;
using VisionPlugin.Execution;

namespace VisionPlugin.Benchmarks;

/// <summary>A backend that notes how long each layer takes the calling thread.</summary>
/// <param name="inner">Does the work; disposed with this one.</param>
internal sealed class MeasuredBackend(IBackend inner) : BackendDecorator(inner)
{
    /// <summary>The longest layer since it was last set to zero, in milliseconds.</summary>
    public double LongestLayer { get; set; }

    protected override IPlan Decorate(IPlan plan) => new Plan(this, plan);

    private sealed class Plan(MeasuredBackend backend, IPlan inner) : PlanDecorator(inner)
    {
        public override void RunStep(int step)
        {
            long start = Stopwatch.GetTimestamp();
            base.RunStep(step);
            backend.LongestLayer =
                Math.Max(backend.LongestLayer, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
