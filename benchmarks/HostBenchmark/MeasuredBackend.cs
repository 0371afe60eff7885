using System.Diagnostics;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>A backend that notes how long each layer takes the calling thread.</summary>
/// <param name="inner">Does the work; disposed with this one.</param>
internal sealed class MeasuredBackend(IBackend inner) : IBackend
{
    /// <summary>The longest layer since it was last set to zero, in milliseconds.</summary>
    public double LongestLayer { get; set; }

    public BackendType Type => inner.Type;

    public string Description => inner.Description;

    public bool IsBoundToThread => inner.IsBoundToThread;

    public bool IsLost => inner.IsLost;

    public IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        inner.CreateGpuFrameInput(options, batch);

    public IGpuDetectionDecoder? CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        inner.CreateGpuDetectionDecoder(decoder, outputs, inputWidth, inputHeight);

    public string? WhyUnsupportedPrecision(Precision precision) => inner.WhyUnsupportedPrecision(precision);

    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        inner.WhyUnreduced(node, inputs, precision);

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => inner.WhyUnsupported(node, inputs);

    public IPlan Prepare(CompiledGraph graph) => new Plan(this, inner.Prepare(graph));

    public IPlanPreparation BeginPrepare(CompiledGraph graph) => new Preparation(this, inner.BeginPrepare(graph));

    public void Dispose() => inner.Dispose();

    private sealed class Preparation(MeasuredBackend backend, IPlanPreparation preparation) : IPlanPreparation
    {
        public WarmUpProgress Progress => preparation.Progress;

        public bool IsComplete => preparation.IsComplete;

        public bool IsStale => preparation.IsStale;

        public bool MoveNext() => preparation.MoveNext();

        public IPlan Take() => new Plan(backend, preparation.Take());

        public void Dispose() => preparation.Dispose();
    }

    private sealed class Plan(MeasuredBackend backend, IPlan plan) : IPlan, IStepCosts
    {
        private readonly IStepCosts? _costs = plan as IStepCosts;

        public CompiledGraph Graph => plan.Graph;

        public int StepCount => plan.StepCount;

        public long ActivationBytes => plan.ActivationBytes;

        public bool IsStale => plan.IsStale;

        public TimeSpan? CostOf(int step) => _costs is null ? TimeSpan.Zero : _costs.CostOf(step);

        public void BeginRun() => plan.BeginRun();

        public void EndRun() => plan.EndRun();

        public void SetInput(int index, Tensor tensor) => plan.SetInput(index, tensor);

        public bool IsReady(int step) => plan.IsReady(step);

        public void RunStep(int step)
        {
            long start = Stopwatch.GetTimestamp();
            plan.RunStep(step);
            backend.LongestLayer =
                Math.Max(backend.LongestLayer, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        public Tensor PeekOutput(int index) => plan.PeekOutput(index);

        public void Dispose() => plan.Dispose();
    }
}
