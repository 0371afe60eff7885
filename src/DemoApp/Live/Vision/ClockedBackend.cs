using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A backend in the window's context, all of whose work is timed by the GPU's own clock.</summary>
internal sealed class ClockedBackend(IBackend inner, NetworkClock clock) : BackendDecorator(inner)
{
    public override IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        base.CreateGpuFrameInput(options, batch) is { } input ? new Input(input, clock) : null;

    public override IGpuDetectionDecoder? CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        base.CreateGpuDetectionDecoder(decoder, outputs, inputWidth, inputHeight) is { } onGpu
            ? new Boxes(onGpu, clock) : null;

    public override IGpuMaskDecoder? CreateGpuMaskDecoder(
        SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input) =>
        base.CreateGpuMaskDecoder(decoder, output, input) is { } onGpu ? new Masks(onGpu, clock) : null;

    protected override IPlan Decorate(IPlan plan) => new Plan(plan, clock);

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

    private sealed class Plan(IPlan inner, NetworkClock clock) : PlanDecorator(inner)
    {
        public override void BeginRun()
        {
            base.BeginRun();
            clock.Begin(NetworkClock.Part.Infer);
        }

        public override void EndRun()
        {
            clock.End();
            base.EndRun();
        }
    }
}
