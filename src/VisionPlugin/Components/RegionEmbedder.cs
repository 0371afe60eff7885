using System.Diagnostics;
using VisionPlugin.Cards;
using VisionPlugin.Components.Regions;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Second stage of a pipeline: describes each of the objects that a detector found in a frame, such as every face, by a
/// vector whose distance to others means unlikeness. Objects go through the network several at a time where the network
/// allows it. Allocates nothing once it has seen as many objects as it will. Not thread-safe; on a GPU it belongs to the
/// thread of the backend's context.
/// </summary>
public sealed class RegionEmbedder : IDisposable
{
    private readonly BatchNetwork _network;
    private readonly RegionBatches _batches;
    private float[] _results = [];

    /// <summary>Prepares an embedder; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">
    /// How the network is prepared, such as what becomes of nodes that the backend cannot run.
    /// </param>
    /// <param name="margin">
    /// What of the surroundings belongs to an object: this share of its box's width and height is added on each side,
    /// -0.45 to 4. Null for what the card says.
    /// </param>
    /// <exception cref="ModelFormatException">The model is not for embedding, or its card does not fit it.</exception>
    /// <exception cref="ShapeMismatchException">The output has another shape than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public RegionEmbedder(VisionModel model, IBackend backend, WorkerOptions? options = null, float? margin = null)
    {
        if (model.Card.Decoder is not EmbeddingDecoder decoder)
            throw FrameNetwork.WrongTask(model.Card, VisionTask.Embed);
        Card = model.Card;
        Backend = backend;
        Margin = margin ?? decoder.Margin;
        if (Margin is not (>= EmbeddingDecoder.LeastMargin and <= EmbeddingDecoder.MostMargin))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), Margin,
                $"It must be from {EmbeddingDecoder.LeastMargin} to {EmbeddingDecoder.MostMargin}.");
        }

        // Everything that can be wrong shows with one picture; it costs little beside the batches.
        using (var single = new FeatureEmbedder(model, backend, options))
            (Coverage, Length) = (single.Coverage, single.Length);
        _network = BatchNetwork.Create(model, backend, options ?? WorkerOptions.Default, RegionClassifier.LargestBatch);
        _batches = new RegionBatches(_network, Margin);
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>What it runs on.</summary>
    public IBackend Backend { get; }

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Length { get; }

    /// <summary>What is added to a box on each side, as a share of its width and height.</summary>
    public float Margin { get; }

    /// <summary>
    /// Objects that go through the network at once: <see cref="RegionClassifier.LargestBatch"/>, or 1 for a network that
    /// cannot take more than one picture, or that does not keep pictures apart.
    /// </summary>
    public int BatchSize => _network.LargestBatch;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings => _batches.Timings;

    /// <summary>The vector of each object; blocks until they are known.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="objects">
    /// What was found in it. Of a box and its <see cref="Margin"/>, the whole pixels on the frame are looked at, at least one.
    /// </param>
    /// <returns>
    /// <see cref="Length"/> numbers an object, in their order. Belongs to the embedder; the next call overwrites it.
    /// </returns>
    public ReadOnlySpan<float> Process(Frame frame, ReadOnlySpan<Detection> objects)
    {
        Begin(objects.Length);
        for (int done = 0; done < objects.Length;)
            Keep(_batches.Run(frame, objects[done..], out int count), count, ref done);
        return _results.AsSpan(0, objects.Length * Length);
    }

    /// <summary>The vector of each object in a texture or framebuffer; blocks until they are known.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="objects">What was found in it, in pixels of it.</param>
    /// <returns>
    /// <see cref="Length"/> numbers an object, in their order. Belongs to the embedder; the next call overwrites it.
    /// </returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<float> Process(GpuFrame frame, ReadOnlySpan<Detection> objects)
    {
        Begin(objects.Length);
        for (int done = 0; done < objects.Length;)
            Keep(_batches.Run(frame, objects[done..], out int count), count, ref done);
        return _results.AsSpan(0, objects.Length * Length);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    private void Begin(int count)
    {
        if (_results.Length < count * Length)
            _results = new float[Math.Max(count * Length, 2 * _results.Length)];
        _batches.Restart();
    }

    private void Keep(ReadOnlySpan<float> outputs, int count, ref int done)
    {
        long start = Stopwatch.GetTimestamp();
        outputs.CopyTo(_results.AsSpan(done * Length));
        done += count;
        _batches.AddPost(start);
    }
}
