using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>
/// A <see cref="Segmenter"/> in a host's loop. Results are the bytes of <see cref="Mask"/>, one a pixel of the frame.
/// </summary>
/// <param name="model">A model for segmentation, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's.</param>
public sealed class SegmenterBehaviour(ModelAsset model, IBackend backend) : FrameBehaviour<byte>(model, backend)
{
    /// <summary>The latest mask, which the next results overwrite; null before the first.</summary>
    public Mask? Mask => ResultsCount > 0 && Component is Segmenter segmenter ? segmenter.Mask : null;

    private protected override IFrameComponent<byte> Create(VisionModel model, Worker worker) =>
        new Segmenter(model, Backend, WorkerOptions, worker);
}
