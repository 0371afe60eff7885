using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>Finds objects in frames. Not thread-safe; on a GPU it belongs to the thread of the backend's context.</summary>
public sealed class ObjectDetector : IFrameComponent<Detection>, IDisposable
{
    private readonly FrameNetwork _network;
    private readonly DetectionDecoder _decoder;
    private readonly CandidateList _candidates = new();
    private Detection[] _results = [];
    private int _count;

    /// <summary>Prepares a detector; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">How the network is prepared, such as what becomes of nodes that the backend cannot run.</param>
    /// <exception cref="ModelFormatException">The model is not for detection, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The outputs have other shapes than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public ObjectDetector(VisionModel model, IBackend backend, WorkerOptions? options = null)
    {
        _decoder = model.Card.Decoder as DetectionDecoder ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Detect);
        _network = new FrameNetwork(model, backend, options);
        Options = model.Card.Options;
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

    FrameNetwork IFrameComponent<Detection>.Network => _network;

    ReadOnlySpan<Detection> IFrameComponent<Detection>.Latest => _results.AsSpan(0, _count);

    /// <summary>Finds objects, best first, in pixels of the frame; blocks until they are known.</summary>
    /// <returns>Belongs to the detector; the next call overwrites it.</returns>
    public ReadOnlySpan<Detection> Process(Frame frame)
    {
        Decode(_network.Run(frame));
        Timings = _network.Finish();
        return _results.AsSpan(0, _count);
    }

    /// <summary>
    /// Finds objects in a texture or framebuffer, best first, in pixels of it; blocks until they are known.
    /// </summary>
    /// <returns>Belongs to the detector; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<Detection> Process(GpuFrame frame)
    {
        Decode(_network.Run(frame));
        Timings = _network.Finish();
        return _results.AsSpan(0, _count);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    void IFrameComponent<Detection>.Decode(FrameTransform transform) => Decode(transform);

    private void Decode(FrameTransform transform)
    {
        DetectionOptions options = Options;
        if (_results.Length != options.MaxDet)
            _results = new Detection[options.MaxDet];
        _candidates.Clear();
        _candidates.Classes = options.Classes;
        _decoder.Decode(_network.Outputs, Card.Input.Width, Card.Input.Height, options.Conf, _candidates);
        _count = NonMaxSuppression.Run(_candidates, options.Iou, options.ClassAgnostic, _results);
        foreach (ref Detection detection in _results.AsSpan(0, _count))
            detection = detection with { Box = transform.ToFrame(detection.Box) };
    }
}
