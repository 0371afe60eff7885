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

    public string? WhyUnsupportedPrecision(Precision precision) => inner.WhyUnsupportedPrecision(precision);

    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        inner.WhyUnreduced(node, inputs, precision);

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => inner.WhyUnsupported(node, inputs);

    public IPlan Prepare(CompiledGraph graph) => new Plan(inner.Prepare(graph), delay);

    public void Dispose() => inner.Dispose();

    private sealed class Plan(IPlan inner, TimeSpan delay) : IPlan
    {
        public CompiledGraph Graph => inner.Graph;

        public int StepCount => inner.StepCount;

        public long ActivationBytes => inner.ActivationBytes;

        public bool IsStale => inner.IsStale;

        public bool IsReady(int step) => inner.IsReady(step);

        public void BeginRun() => inner.BeginRun();

        public void EndRun() => inner.EndRun();

        public void SetInput(int index, Tensor tensor) => inner.SetInput(index, tensor);

        public void RunStep(int step)
        {
            inner.RunStep(step);
            // Spread over the steps, as a larger network's time would be.
            Thread.Sleep((delay * (step + 1) / StepCount) - (delay * step / StepCount));
        }

        public Tensor PeekOutput(int index) => inner.PeekOutput(index);

        public void Dispose() => inner.Dispose();
    }
}
