using VisionPlugin.Components;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A mask over the frame.</summary>
internal sealed class SegmentPipeline(
    VisionHost host, ModelAsset model, IBackend backend, FrameExchange frames, FindingsBoard board) : Pipeline(frames,
        board)
{
    private readonly SegmenterBehaviour _segmenter = host.Add(new SegmenterBehaviour(model, backend));
    private long _seen;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness => _segmenter.State;

    /// <inheritdoc/>
    protected override void OnLoaded()
    {
    }

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings)
    {
    }

    /// <inheritdoc/>
    protected override void Begin() => Look(_segmenter);

    /// <inheritdoc/>
    protected override bool Continue()
    {
        if (_segmenter.ResultsCount == _seen)
            return false;
        _seen = _segmenter.ResultsCount;
        Next.Labels = model.Value.Card.Labels;
        Next.Set(_segmenter.Mask!);
        Next.Add(_segmenter.Timings);
        return true;
    }
}
