using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>Finds objects in frames. Not thread-safe; on a GPU it belongs to the thread of the backend's context.</summary>
public sealed class ObjectDetector : IFrameComponent<Detection>, IDisposable
{
    private readonly FrameNetwork _network;
    private readonly DetectionReader _reader;
    private FrameTransform _transform;
    private bool _isSubmitted;

    /// <summary>Prepares a detector; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">How the network is prepared, such as what becomes of nodes that the backend cannot run.</param>
    /// <exception cref="ModelFormatException">The model is not for detection, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The outputs have other shapes than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public ObjectDetector(VisionModel model, IBackend backend, WorkerOptions? options = null)
        : this(model, backend, options, null)
    {
        while (_reader.TryWarmUp())
        {
        }
    }

    internal ObjectDetector(VisionModel model, IBackend backend, WorkerOptions? options, Worker? worker)
    {
        DetectionDecoder decoder =
            model.Card.Decoder as DetectionDecoder ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Detect);
        _network = new FrameNetwork(model, backend, options, worker: worker);
        Options = model.Card.Options;
        try
        {
            _reader = new DetectionReader(_network, decoder);
        }
        catch
        {
            _network.Dispose();
            throw;
        }
    }

    /// <summary>Which proposals count; the card's defaults until set.</summary>
    public DetectionOptions Options { get; set; }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _network.Card;

    /// <summary>What it runs on.</summary>
    public IBackend Backend => _network.Backend;

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage => _network.Coverage;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>
    /// The results in a buffer of the backend's OpenGL context, to be drawn without reading them back; null for a backend
    /// without one. Belongs to the detector.
    /// </summary>
    public IGpuDetections? GpuResults => _reader.GpuResults;

    /// <summary>True if there are results of <see cref="Submit(Frame)"/> that were not taken and need no waiting for.</summary>
    public bool HasResults => _isSubmitted && _reader.HasArrived;

    FrameNetwork IFrameComponent<Detection>.Network => _network;

    bool IFrameComponent<Detection>.TryWarmUp() => _reader.TryWarmUp();

    ReadOnlySpan<Detection> IFrameComponent<Detection>.Latest => _reader.Latest;

    bool IFrameComponent<Detection>.HasArrived => _reader.HasArrived;

    /// <summary>Finds objects, best first, in pixels of the frame; blocks until they are known.</summary>
    /// <returns>Belongs to the detector; the next call overwrites it.</returns>
    public ReadOnlySpan<Detection> Process(Frame frame)
    {
        Submit(frame);
        return TakeResults();
    }

    /// <summary>
    /// Finds objects in a texture or framebuffer, best first, in pixels of it; blocks until they are known.
    /// </summary>
    /// <returns>Belongs to the detector; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<Detection> Process(GpuFrame frame)
    {
        Submit(frame);
        return TakeResults();
    }

    /// <summary>
    /// Begins with a frame. On a GPU nothing waits: what is drawn from <see cref="GpuResults"/> after this call are this
    /// frame's results already, unless they are decoded on the host. Results of an earlier frame that were not taken are
    /// given up.
    /// </summary>
    public void Submit(Frame frame) => Request(_network.Submit(frame));

    /// <summary>As <see cref="Submit(Frame)"/>, for a texture or framebuffer.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public void Submit(GpuFrame frame) => Request(_network.Submit(frame));

    /// <summary>
    /// The objects in the frame submitted last, best first, in pixels of it; blocks until they are known
    /// (<see cref="HasResults"/>).
    /// </summary>
    /// <returns>Belongs to the detector; the next call overwrites it.</returns>
    /// <exception cref="InvalidOperationException">Nothing was submitted, or its results were taken.</exception>
    public ReadOnlySpan<Detection> TakeResults()
    {
        if (!_isSubmitted)
            throw new InvalidOperationException("There are no results to take. Submit a frame first.");
        _isSubmitted = false;
        _reader.Take();
        _network.EndInfer();
        _reader.Decode(_transform, Options);
        Timings = _network.Finish();
        return _reader.Latest;
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _network.Dispose();
    }

    void IFrameComponent<Detection>.Request(FrameTransform transform) => _reader.Request(transform, Options);

    void IFrameComponent<Detection>.Take() => _reader.Take();

    void IFrameComponent<Detection>.Decode(FrameTransform transform) => _reader.Decode(transform, Options);

    private void Request(FrameTransform transform)
    {
        _transform = transform;
        _reader.Request(transform, Options);
        _isSubmitted = true;
    }
}
