using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>Says what each pixel belongs to. Not thread-safe; on a GPU it belongs to the thread of the backend's context.</summary>
public sealed class Segmenter : IFrameComponent<byte>, IDisposable
{
    private readonly FrameNetwork _network;
    private readonly SegmentationDecoder _decoder;
    private readonly MaskResizer _resizer = new();
    private readonly Mask _mask = new();

    /// <summary>Prepares a segmenter; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">How the network is prepared, such as what becomes of nodes that the backend cannot run.</param>
    /// <exception cref="ModelFormatException">The model is not for segmentation, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The output has another shape than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public Segmenter(VisionModel model, IBackend backend, WorkerOptions? options = null)
        : this(model, backend, options, null)
    {
    }

    internal Segmenter(VisionModel model, IBackend backend, WorkerOptions? options, Worker? worker)
    {
        _decoder = model.Card.Decoder as SegmentationDecoder ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Segment);
        _network = new FrameNetwork(model, backend, options, worker: worker);
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _network.Card;

    /// <summary>What it runs on.</summary>
    public IBackend Backend => _network.Backend;

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage => _network.Coverage;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>The network's own output for the last frame, (1, C, H, W); belongs to the segmenter, valid until the next call.</summary>
    public Tensors.Tensor<float> RawOutput => _network.Outputs[0];

    /// <summary>The mask of the last frame; belongs to the segmenter, the next frame overwrites it.</summary>
    internal Mask Mask => _mask;

    FrameNetwork IFrameComponent<byte>.Network => _network;

    ReadOnlySpan<byte> IFrameComponent<byte>.Latest => _mask.Values;

    /// <summary>The mask of a frame, of its size; blocks until it is known.</summary>
    /// <returns>Belongs to the segmenter; the next call overwrites it.</returns>
    public Mask Process(Frame frame)
    {
        Decode(_network.Run(frame));
        Timings = _network.Finish();
        return _mask;
    }

    /// <summary>The mask of a texture or framebuffer, of its size; blocks until it is known.</summary>
    /// <returns>Belongs to the segmenter; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public Mask Process(GpuFrame frame)
    {
        Decode(_network.Run(frame));
        Timings = _network.Finish();
        return _mask;
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    void IFrameComponent<byte>.Decode(FrameTransform transform) => Decode(transform);

    private void Decode(FrameTransform transform) =>
        _decoder.Decode(_network.Outputs[0], Card.Input, transform, _resizer, _mask);
}
