using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>Boxes around objects.</summary>
internal sealed class DetectPipeline(
    VisionHost host, ModelAsset model, IBackend backend, FrameExchange frames, FindingsBoard board) : Pipeline(frames,
        board)
{
    private readonly ObjectDetectorBehaviour _detector = host.Add(new ObjectDetectorBehaviour(model, backend));
    private long _seen;

    /// <inheritdoc/>
    public override IGpuDetections? GpuResults => _detector.GpuResults;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness => _detector.State;

    /// <inheritdoc/>
    protected override void OnLoaded() => (Classes, CardOptions) = (model.Value.Card.Labels, model.Value.Card.Options);

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings) => _detector.Options = settings.Apply(CardOptions!);

    /// <inheritdoc/>
    protected override void Begin() => Look(_detector);

    /// <inheritdoc/>
    protected override bool Continue()
    {
        if (_detector.ResultsCount == _seen)
            return false;
        _seen = _detector.ResultsCount;
        Next.Labels = Classes;
        foreach (Detection found in _detector.Results)
            Next.Add(new FoundObject(found, found.ClassId, found.Score));
        Next.Add(_detector.Timings);
        return true;
    }
}
