using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>What the whole frame shows.</summary>
internal sealed class ClassifyPipeline : SinglePipeline<Classification>
{
    private readonly ImageClassifierBehaviour _classifier;

    /// <summary>Adds the network to a host.</summary>
    public ClassifyPipeline(
        VisionHost host, ModelAsset model, IBackend backend, WorkerOptions worker, FrameExchange frames,
        FindingsBoard board)
        : this(model, host.Add(new ImageClassifierBehaviour(model, backend) { WorkerOptions = worker }), frames, board)
    {
    }

    private ClassifyPipeline(
        ModelAsset model, ImageClassifierBehaviour classifier, FrameExchange frames, FindingsBoard board)
        : base(model, classifier, frames, board) => _classifier = classifier;

    /// <inheritdoc/>
    protected override void Take() => Next.Set(_classifier.Results);
}
