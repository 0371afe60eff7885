using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>Boxes around objects.</summary>
internal sealed class DetectPipeline : SinglePipeline<Detection>
{
    private readonly ObjectDetectorBehaviour _detector;

    /// <summary>Adds the network to a host.</summary>
    public DetectPipeline(
        VisionHost host, ModelAsset model, IBackend backend, WorkerOptions worker, FrameExchange frames,
        FindingsBoard board)
        : this(model, host.Add(new ObjectDetectorBehaviour(model, backend) { WorkerOptions = worker }), frames, board)
    {
    }

    private DetectPipeline(
        ModelAsset model, ObjectDetectorBehaviour detector, FrameExchange frames, FindingsBoard board)
        : base(model, detector, frames, board) => _detector = detector;

    /// <inheritdoc/>
    public override IGpuDetections? GpuResults => _detector.GpuResults;

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings) => _detector.Options = settings.Apply(CardOptions!);

    /// <inheritdoc/>
    protected override void Take()
    {
        foreach (Detection found in _detector.Results)
            Next.Add(new FoundObject(found, found.ClassId, found.Score));
    }
}
