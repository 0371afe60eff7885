using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>
/// An <see cref="ImageClassifier"/> in a host's loop. Results are the most probable classes, best first.
/// </summary>
/// <param name="model">A model for classification, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's.</param>
/// <param name="top">Number of classes to give, 1 to 1024.</param>
public sealed class ImageClassifierBehaviour(ModelAsset model, IBackend backend, int top = 5)
    : FrameBehaviour<Classification>(model, backend)
{
    private protected override IFrameComponent<Classification> Create(VisionModel model, Worker worker) =>
        new ImageClassifier(model, Backend, top, WorkerOptions, worker);
}
