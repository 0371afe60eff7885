using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>Says what frames show. Not thread-safe; on a GPU it belongs to the thread of the backend's context.</summary>
public sealed class ImageClassifier : IFrameComponent<Classification>, IDisposable
{
    private readonly FrameNetwork _network;
    private readonly ClassificationDecoder _decoder;
    private readonly Classification[] _results;
    private int _count;

    /// <summary>Prepares a classifier; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="top">Number of classes to give, 1 to 1024.</param>
    /// <param name="options">How the network is prepared, such as what becomes of nodes that the backend cannot run.</param>
    /// <exception cref="ModelFormatException">The model is not for classification, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The output has another shape than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public ImageClassifier(VisionModel model, IBackend backend, int top = 5, WorkerOptions? options = null)
        : this(model, backend, top, options, null)
    {
    }

    internal ImageClassifier(VisionModel model, IBackend backend, int top, WorkerOptions? options, Worker? worker)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, 1024);
        _decoder = model.Card.Decoder as ClassificationDecoder ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Classify);
        _network = new FrameNetwork(model, backend, options, worker: worker);
        _results = new Classification[top];
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _network.Card;

    /// <summary>What it runs on.</summary>
    public IBackend Backend => _network.Backend;

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage => _network.Coverage;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings { get; private set; }

    FrameNetwork IFrameComponent<Classification>.Network => _network;

    ReadOnlySpan<Classification> IFrameComponent<Classification>.Latest => _results.AsSpan(0, _count);

    /// <summary>The most probable classes, best first; blocks until they are known.</summary>
    /// <returns>Belongs to the classifier; the next call overwrites it.</returns>
    public ReadOnlySpan<Classification> Process(Frame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _results.AsSpan(0, _count);
    }

    /// <summary>
    /// The most probable classes of a texture or framebuffer, best first; blocks until they are known.
    /// </summary>
    /// <returns>Belongs to the classifier; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<Classification> Process(GpuFrame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _results.AsSpan(0, _count);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    void IFrameComponent<Classification>.Decode(FrameTransform transform) => Decode();

    private void Decode() => _count = _decoder.Decode(_network.Outputs[0], _results);
}
