using VisionPlugin.Components;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>What the whole frame shows.</summary>
internal sealed class ClassifyPipeline(
    VisionHost host, ModelAsset model, IBackend backend, FrameExchange frames, FindingsBoard board) : Pipeline(frames,
        board)
{
    private readonly ImageClassifierBehaviour _classifier = host.Add(new ImageClassifierBehaviour(model, backend));
    private long _seen;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness => _classifier.State;

    /// <inheritdoc/>
    protected override void OnLoaded()
    {
    }

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings)
    {
    }

    /// <inheritdoc/>
    protected override void Begin() => Look(_classifier);

    /// <inheritdoc/>
    protected override bool Continue()
    {
        if (_classifier.ResultsCount == _seen)
            return false;
        _seen = _classifier.ResultsCount;
        Next.Labels = model.Value.Card.Labels;
        Next.Set(_classifier.Results);
        Next.Add(_classifier.Timings);
        return true;
    }
}
