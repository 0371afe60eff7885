using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Describes frames by vectors whose distance means unlikeness. Not thread-safe; on a GPU it belongs to the thread of the
/// backend's context.
/// </summary>
public sealed class FeatureEmbedder : IFrameComponent<float>, IDisposable
{
    private readonly FrameNetwork _network;
    private float[] _result = [];

    /// <summary>Prepares an embedder; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">How the network is prepared, such as what becomes of nodes that the backend cannot run.</param>
    /// <exception cref="ModelFormatException">The model is not for embedding, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The output has another shape than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public FeatureEmbedder(VisionModel model, IBackend backend, WorkerOptions? options = null)
        : this(model, backend, options, null)
    {
    }

    internal FeatureEmbedder(VisionModel model, IBackend backend, WorkerOptions? options, Worker? worker)
    {
        if (model.Card.Decoder is not EmbeddingDecoder)
            throw FrameNetwork.WrongTask(model.Card, VisionTask.Embed);
        _network = new FrameNetwork(model, backend, options, worker: worker);
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _network.Card;

    /// <summary>What it runs on.</summary>
    public IBackend Backend => _network.Backend;

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage => _network.Coverage;

    /// <summary>Numbers of a vector.</summary>
    public int Length => _network.OutputLength;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings { get; private set; }

    FrameNetwork IFrameComponent<float>.Network => _network;

    ReadOnlySpan<float> IFrameComponent<float>.Latest => _result;

    /// <summary>The vector of a frame; blocks until it is known.</summary>
    /// <returns>Belongs to the embedder; the next call overwrites it.</returns>
    public ReadOnlySpan<float> Process(Frame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _result;
    }

    /// <summary>The vector of a texture or framebuffer; blocks until it is known.</summary>
    /// <returns>Belongs to the embedder; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<float> Process(GpuFrame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _result;
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    void IFrameComponent<float>.Decode(FrameTransform transform) => Decode();

    // A copy, since the network's memory holds the next frame's activations before that frame's vector is known.
    private void Decode()
    {
        ReadOnlySpan<float> output = _network.Outputs[0].AsSpan();
        if (_result.Length != output.Length)
            _result = new float[output.Length];
        output.CopyTo(_result);
    }
}
