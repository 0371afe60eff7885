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
    private readonly IGpuMaskDecoder? _gpu;
    private bool _readsBack;

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
        while (_gpu?.TryWarmUp() == true)
        {
        }
    }

    internal Segmenter(VisionModel model, IBackend backend, WorkerOptions? options, Worker? worker)
    {
        _decoder = model.Card.Decoder as SegmentationDecoder ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Segment);
        _network = new FrameNetwork(model, backend, options, worker: worker);
        try
        {
            _gpu = backend.CreateGpuMaskDecoder(_decoder, _network.DeviceOutputs[0], Card.Input);
        }
        catch
        {
            _network.Dispose();
            throw;
        }
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

    /// <summary>
    /// The mask in a texture of the backend's OpenGL context, to be drawn without reading it back; null for a backend
    /// whose networks do not run in one. Belongs to the segmenter.
    /// </summary>
    public IGpuMask? GpuMask => _gpu?.Mask;

    /// <summary>False to leave out what brings masks to the host: only <see cref="GpuMask"/> is made then.</summary>
    internal bool ReadsBack { get; set; } = true;

    /// <summary>The mask of the last frame; belongs to the segmenter, the next frame overwrites it.</summary>
    internal Mask Mask => _mask;

    FrameNetwork IFrameComponent<byte>.Network => _network;

    bool IFrameComponent<byte>.TryWarmUp() => _gpu?.TryWarmUp() ?? false;

    ReadOnlySpan<byte> IFrameComponent<byte>.Latest => _mask.Values;

    bool IFrameComponent<byte>.HasArrived => !NeedsOutput || _network.OutputsArrived;

    private bool StaysOnGpu => _gpu is { Mask.WhyFromHost: null };

    // Of the frame under way.
    private bool NeedsOutput => _readsBack || !StaysOnGpu;

    /// <summary>The mask of a frame, of its size; blocks until it is known.</summary>
    /// <returns>Belongs to the segmenter; the next call overwrites it.</returns>
    public Mask Process(Frame frame)
    {
        return Finish(_network.Submit(frame), readsBack: true);
    }

    /// <summary>The mask of a texture or framebuffer, of its size; blocks until it is known.</summary>
    /// <returns>Belongs to the segmenter; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public Mask Process(GpuFrame frame)
    {
        return Finish(_network.Submit(frame), readsBack: true);
    }

    /// <summary>
    /// Makes <see cref="GpuMask"/> the mask of a frame and brings nothing to the host. Where the mask stays on the GPU
    /// nothing waits.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no <see cref="GpuMask"/>.</exception>
    public void Submit(Frame frame)
    {
        VerifyGpuMask();
        Finish(_network.Submit(frame), readsBack: false);
    }

    /// <summary>As <see cref="Submit(Frame)"/>, for a texture or framebuffer.</summary>
    /// <exception cref="InvalidOperationException">There is no <see cref="GpuMask"/>.</exception>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public void Submit(GpuFrame frame)
    {
        VerifyGpuMask();
        Finish(_network.Submit(frame), readsBack: false);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose()
    {
        _gpu?.Dispose();
        _network.Dispose();
    }

    void IFrameComponent<byte>.Request(FrameTransform transform) => Request(transform, ReadsBack);

    void IFrameComponent<byte>.Take()
    {
        if (NeedsOutput)
            _network.TakeOutputs();
    }

    void IFrameComponent<byte>.Decode(FrameTransform transform) => Decode(transform);

    // After the network's run. Never blocks.
    private void Request(FrameTransform transform, bool readsBack)
    {
        _readsBack = readsBack;
        if (StaysOnGpu)
            _gpu!.Decode((Tensors.Tensor<float>)_network.DeviceOutputs[0], transform);
        if (NeedsOutput)
            _network.RequestOutputs();
    }

    private void Decode(FrameTransform transform)
    {
        if (_gpu is not null && !StaysOnGpu)
            _gpu.Decode(_network.Outputs[0], transform);
        if (_readsBack)
            _decoder.Decode(_network.Outputs[0], Card.Input, transform, _resizer, _mask);
    }

    private Mask Finish(FrameTransform transform, bool readsBack)
    {
        Request(transform, readsBack);
        if (NeedsOutput)
            _network.TakeOutputs();
        _network.EndInfer();
        Decode(transform);
        Timings = _network.Finish();
        return _mask;
    }

    private void VerifyGpuMask()
    {
        if (_gpu is null)
            throw new InvalidOperationException($"The backend ({Backend.Description}) makes no masks in textures. Call Process.");
    }
}
