using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Boxes around faces, and the expression of each; several faces go through the second network at once.
/// </summary>
internal sealed class FacePipeline(
    VisionHost host, ModelAsset faces, ModelAsset expressions, IBackend backend, WorkerOptions worker,
        FrameExchange frames, FindingsBoard board)
    : Pipeline(frames, board)
{
    private readonly ObjectDetectorBehaviour _detector =
        host.Add(new ObjectDetectorBehaviour(faces, backend) { WorkerOptions = worker });

    private readonly RegionClassifierBehaviour _classifier =
        host.Add(new RegionClassifierBehaviour(expressions, backend) { WorkerOptions = worker });

    private long _seenFaces;
    private long _seenExpressions;
    private bool _hasFaces;

    /// <inheritdoc/>
    public override IGpuDetections? GpuResults => _detector.GpuResults;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness =>
        _detector.State is FrameBehaviourState.Loading or FrameBehaviourState.Failed ? _detector.State
        : _hasFaces || _classifier.State is FrameBehaviourState.Loading or FrameBehaviourState.Failed
        ? _classifier.State : _detector.State;

    /// <inheritdoc/>
    protected override void OnLoaded() => (Classes, CardOptions) = (faces.Value.Card.Labels, faces.Value.Card.Options);

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings) => _detector.Options = settings.Apply(CardOptions!);

    /// <inheritdoc/>
    protected override void Begin()
    {
        _hasFaces = false;
        Look(_detector);
    }

    /// <inheritdoc/>
    protected override bool Continue() => _hasFaces ? TakeExpressions() : TakeFaces();

    private bool TakeFaces()
    {
        if (_detector.ResultsCount == _seenFaces)
            return false;
        _seenFaces = _detector.ResultsCount;
        Next.Labels = expressions.Value.Card.Labels;
        ReadOnlySpan<Detection> found = _detector.Results;
        foreach (Detection face in found)
            Next.Add(new FoundObject(face, 0, face.Score));
        Next.Add(_detector.Timings);
        _hasFaces = true;
        return found.IsEmpty || !(Frames.Texture is { } texture
            ? _classifier.Process(texture, found, Frames.Stamp.Captured)
            : _classifier.Process(Frames.Frame, found, Frames.Stamp.Captured));
    }

    private bool TakeExpressions()
    {
        if (_classifier.ResultsCount == _seenExpressions)
            return false;
        _seenExpressions = _classifier.ResultsCount;
        ReadOnlySpan<Classification> found = _classifier.Results;
        for (int i = 0; i < found.Length; i++)
            Next.Relabel(i, found[i].ClassId, found[i].Score);
        Next.Add(_classifier.Timings);
        return true;
    }
}
