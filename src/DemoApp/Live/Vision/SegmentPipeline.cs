using VisionPlugin.Components;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A mask over the frame. On a GPU it stays there.</summary>
internal sealed class SegmentPipeline : SinglePipeline<byte>
{
    private readonly SegmenterBehaviour _segmenter;

    /// <summary>Adds the network to a host.</summary>
    public SegmentPipeline(
        VisionHost host, ModelAsset model, IBackend backend, WorkerOptions worker, FrameExchange frames,
        FindingsBoard board)
        : this(model, host.Add(new SegmenterBehaviour(model, backend) { WorkerOptions = worker }), frames, board) =>
        _segmenter.ReadsBack = !backend.IsBoundToThread;

    private SegmentPipeline(
        ModelAsset model, SegmenterBehaviour segmenter, FrameExchange frames, FindingsBoard board)
        : base(model, segmenter, frames, board) => _segmenter = segmenter;

    /// <inheritdoc/>
    public override IGpuMask? GpuMask => _segmenter.GpuMask;

    /// <inheritdoc/>
    protected override void Begin()
    {
        // Larger than what the network looks at it would show no more.
        (int width, int height) = Frames.Size;
        if (GpuMask is { } mask)
            mask.Size = (Math.Min(width, Card.Input.Width), Math.Min(height, Card.Input.Height));
        base.Begin();
    }

    /// <inheritdoc/>
    protected override void Take()
    {
        if (GpuMask is { } onGpu)
            Next.SetMask(onGpu.Kind);
        else
            Next.Set(_segmenter.Mask!);
    }
}
