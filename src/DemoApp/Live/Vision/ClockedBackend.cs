using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A backend in the window's context, all of whose work is timed by the GPU's own clock.</summary>
internal sealed class ClockedBackend(IBackend inner, NetworkClock clock) : IBackend
{
    /// <summary>What is timed.</summary>
    public IBackend Inner => inner;

    public BackendType Type => inner.Type;

    public string Description => inner.Description;

    public bool IsBoundToThread => inner.IsBoundToThread;

    public bool IsLost => inner.IsLost;

    public void ThrowIfLost() => inner.ThrowIfLost();

    public CompiledGraph Fit(CompiledGraph graph) => inner.Fit(graph);

    public string? WhyUnsupportedPrecision(Precision precision) => inner.WhyUnsupportedPrecision(precision);

    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        inner.WhyUnreduced(node, inputs, precision);

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => inner.WhyUnsupported(node, inputs);

    public IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        inner.CreateGpuFrameInput(options, batch) is { } input ? new Input(input, clock) : null;

    public IGpuDetectionDecoder? CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        inner.CreateGpuDetectionDecoder(decoder, outputs, inputWidth, inputHeight) is { } onGpu
            ? new Boxes(onGpu, clock) : null;

    public IGpuMaskDecoder? CreateGpuMaskDecoder(
        SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input) =>
        inner.CreateGpuMaskDecoder(decoder, output, input) is { } onGpu ? new Masks(onGpu, clock) : null;

    public IPlan Prepare(CompiledGraph graph) => new Plan(inner.Prepare(graph), clock);

    public IPlanPreparation BeginPrepare(CompiledGraph graph) => new Preparation(inner.BeginPrepare(graph), clock);

    public void Dispose() => inner.Dispose();

    private sealed class Input(IGpuFrameInput input, NetworkClock clock) : IGpuFrameInput
    {
        public bool IsReady => input.IsReady;

        public void Begin(GpuFrame frame, int index = 0)
        {
            clock.Begin(NetworkClock.Part.Preprocess);
            input.Begin(frame, index);
            clock.End();
        }

        public Tensor<float> Take(out FrameTransform transform) => input.Take(out transform);

        public void Dispose() => input.Dispose();
    }

    private sealed class Boxes(IGpuDetectionDecoder decoder, NetworkClock clock) : IGpuDetectionDecoder
    {
        public IGpuDetections Results => decoder.Results;

        public bool IsReadable => decoder.IsReadable;

        public bool TryWarmUp() => decoder.TryWarmUp();

        public void Decode(ReadOnlySpan<Tensor> outputs, FrameTransform transform, DetectionOptions options)
        {
            clock.Begin(NetworkClock.Part.Decode);
            decoder.Decode(outputs, transform, options);
            clock.End();
        }

        public void Upload(ReadOnlySpan<Detection> detections) => decoder.Upload(detections);

        public int Read(Span<Detection> detections) => decoder.Read(detections);

        public void Dispose() => decoder.Dispose();
    }

    private sealed class Masks(IGpuMaskDecoder decoder, NetworkClock clock) : IGpuMaskDecoder
    {
        public IGpuMask Mask => decoder.Mask;

        public bool TryWarmUp() => decoder.TryWarmUp();

        public void Decode(Tensor<float> output, FrameTransform transform)
        {
            clock.Begin(NetworkClock.Part.Decode);
            decoder.Decode(output, transform);
            clock.End();
        }

        public void Dispose() => decoder.Dispose();
    }

    private sealed class Preparation(IPlanPreparation preparation, NetworkClock clock) : IPlanPreparation
    {
        public WarmUpProgress Progress => preparation.Progress;

        public bool IsComplete => preparation.IsComplete;

        public bool IsStale => preparation.IsStale;

        public bool MoveNext() => preparation.MoveNext();

        public IPlan Take() => new Plan(preparation.Take(), clock);

        public void Dispose() => preparation.Dispose();
    }

    private sealed class Plan(IPlan plan, NetworkClock clock) : IPlan, IStepCosts
    {
        private readonly IStepCosts? _costs = plan as IStepCosts;

        public CompiledGraph Graph => plan.Graph;

        public int StepCount => plan.StepCount;

        public long ActivationBytes => plan.ActivationBytes;

        public bool IsStale => plan.IsStale;

        public TimeSpan? CostOf(int step) => _costs is null ? TimeSpan.Zero : _costs.CostOf(step);

        public void BeginRun()
        {
            plan.BeginRun();
            clock.Begin(NetworkClock.Part.Infer);
        }

        public void EndRun()
        {
            clock.End();
            plan.EndRun();
        }

        public void SetInput(int index, Tensor tensor) => plan.SetInput(index, tensor);

        public bool IsReady(int step) => plan.IsReady(step);

        public void RunStep(int step) => plan.RunStep(step);

        public Tensor PeekOutput(int index) => plan.PeekOutput(index);

        public void Dispose() => plan.Dispose();
    }
}
