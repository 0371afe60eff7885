using System.Diagnostics;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A backend whose every run takes so much longer: to see that the window does not wait for it.</summary>
internal sealed class SlowBackend(IBackend inner, TimeSpan delay) : IBackend
{
    public BackendType Type => inner.Type;

    public string Description => $"{inner.Description}, slowed down by {delay.TotalMilliseconds:0} ms";

    public bool IsBoundToThread => inner.IsBoundToThread;

    public bool IsLost => inner.IsLost;

    /// <inheritdoc/>
    public void ThrowIfLost() => inner.ThrowIfLost();

    public IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        inner.CreateGpuFrameInput(options, batch);

    public CompiledGraph Fit(CompiledGraph graph) => inner.Fit(graph);

    public string? WhyUnsupportedPrecision(Precision precision) => inner.WhyUnsupportedPrecision(precision);

    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        inner.WhyUnreduced(node, inputs, precision);

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => inner.WhyUnsupported(node, inputs);

    public IPlan Prepare(CompiledGraph graph) => new Plan(inner.Prepare(graph), delay);

    public void Dispose() => inner.Dispose();

    // As a busy device would be: a run in slices is told that a step is not ready yet, a whole one waits.
    private sealed class Plan(IPlan inner, TimeSpan delay) : IPlan
    {
        private long _start;

        public CompiledGraph Graph => inner.Graph;

        public int StepCount => inner.StepCount;

        public long ActivationBytes => inner.ActivationBytes;

        public bool IsStale => inner.IsStale;

        public bool IsReady(int step) => Remaining(step) <= TimeSpan.Zero && inner.IsReady(step);

        public void BeginRun() => inner.BeginRun();

        public void EndRun() => inner.EndRun();

        // A run in slices begins anew with each of them; its inputs are set once.
        public void SetInput(int index, Tensor tensor)
        {
            _start = Stopwatch.GetTimestamp();
            inner.SetInput(index, tensor);
        }

        public void RunStep(int step)
        {
            TimeSpan remaining = Remaining(step);
            if (remaining > TimeSpan.Zero)
                Thread.Sleep(remaining);
            inner.RunStep(step);
        }

        public Tensor PeekOutput(int index) => inner.PeekOutput(index);

        public void Dispose() => inner.Dispose();

        // Spread over the steps, as a larger network's time would be.
        private TimeSpan Remaining(int step) => (delay * (step + 1) / StepCount) - Stopwatch.GetElapsedTime(_start);
    }
}
