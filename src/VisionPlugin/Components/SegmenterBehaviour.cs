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

    /// <summary>
    /// The mask in a texture of the backend's OpenGL context, to be drawn without reading it back; null before the network
    /// is prepared, and for a backend whose networks do not run in one. Belongs to the behaviour.
    /// </summary>
    public IGpuMask? GpuMask => (Component as Segmenter)?.GpuMask;

    /// <summary>The time of the frame that <see cref="GpuMask"/> belongs to.</summary>
    public TimeSpan GpuMaskTime => GpuMask is { WhyFromHost: null } ? RequestedTime : ResultsTime;

    /// <summary>
    /// False to bring no masks to the host where there is a <see cref="GpuMask"/>: Results and <see cref="Mask"/> stay
    /// as they are, and ResultsReady tells that the texture has a new mask. True until set; counts from the next frame on.
    /// </summary>
    public bool ReadsBack
    {
        get;
        set
        {
            field = value;
            OnPrepared();
        }
    }
    = true;

    private protected override IFrameComponent<byte> Create(VisionModel model, Worker worker) =>
        new Segmenter(model, Backend, WorkerOptions, worker);

    private protected override void OnPrepared()
    {
        if (Component is Segmenter segmenter)
            segmenter.ReadsBack = ReadsBack || segmenter.GpuMask is null;
    }
}
