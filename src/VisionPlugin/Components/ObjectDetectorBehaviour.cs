using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>An <see cref="ObjectDetector"/> in a host's loop. Results are in pixels of the frame, best first.</summary>
/// <param name="model">A model for detection, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's.</param>
public sealed class ObjectDetectorBehaviour(ModelAsset model, IBackend backend)
    : FrameBehaviour<Detection>(model, backend)
{
    /// <summary>Which proposals count; null for the card's defaults, as it is until set.</summary>
    public DetectionOptions? Options
    {
        get;
        set
        {
            field = value;
            OnPrepared();
        }
    }

    /// <summary>
    /// The results in a buffer of the backend's OpenGL context, to be drawn without reading them back; null before the
    /// network is prepared, and for a backend without a context. They may be of a later frame than Results, which have
    /// to come from the GPU first. Belongs to the behaviour.
    /// </summary>
    public IGpuDetections? GpuResults => (Component as ObjectDetector)?.GpuResults;

    /// <summary>The time of the frame that <see cref="GpuResults"/> belong to.</summary>
    public TimeSpan GpuResultsTime => GpuResults is { WhyDecodedOnHost: null } ? RequestedTime : ResultsTime;

    private protected override IFrameComponent<Detection> Create(VisionModel model, Worker worker) =>
        new ObjectDetector(model, Backend, WorkerOptions, worker);

    private protected override void OnPrepared()
    {
        if (Component is ObjectDetector detector)
            detector.Options = Options ?? detector.Card.Options;
    }
}
