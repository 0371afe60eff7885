using System.Diagnostics;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A backend whose every run takes so much longer: to see that the window does not wait for it.</summary>
internal sealed class SlowBackend(IBackend inner, TimeSpan delay) : BackendDecorator(inner)
{
    public override string Description => $"{base.Description}, slowed down by {delay.TotalMilliseconds:0} ms";

    protected override IPlan Decorate(IPlan plan) => new Plan(plan, delay);

    // As a busy device would be: a run in slices is told that a step is not ready yet, a whole one waits.
    private sealed class Plan(IPlan inner, TimeSpan delay) : PlanDecorator(inner)
    {
        private long _start;

        public override bool IsReady(int step) => Remaining(step) <= TimeSpan.Zero && base.IsReady(step);

        // A run in slices begins anew with each of them; its inputs are set once.
        public override void SetInput(int index, Tensor tensor)
        {
            _start = Stopwatch.GetTimestamp();
            base.SetInput(index, tensor);
        }

        public override void RunStep(int step)
        {
            TimeSpan remaining = Remaining(step);
            if (remaining > TimeSpan.Zero)
                Thread.Sleep(remaining);
            base.RunStep(step);
        }

        // Spread over the steps, as a larger network's time would be.
        private TimeSpan Remaining(int step) => (delay * (step + 1) / StepCount) - Stopwatch.GetElapsedTime(_start);
    }
}
