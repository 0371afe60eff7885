using VisionPlugin.Cards;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>A <see cref="FeatureEmbedder"/> in a host's loop. Results are the elements of one vector.</summary>
/// <param name="model">A model for embedding, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's.</param>
public sealed class FeatureEmbedderBehaviour(ModelAsset model, IBackend backend) : FrameBehaviour<float>(model, backend)
{
    private protected override IFrameComponent<float> Create(VisionModel model, Worker worker) =>
        new FeatureEmbedder(model, Backend, WorkerOptions, worker);
}
