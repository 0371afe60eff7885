using System.Diagnostics;
using VisionPlugin.Cards;
using VisionPlugin.Components.Regions;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Second stage of a pipeline: says what each of the objects is that a detector found in a frame, such as the
/// expression of every face. Objects go through the network several at a time where the network allows it. Allocates
/// nothing once it has seen as many objects as it will. Not thread-safe; on a GPU it belongs to the thread of the
/// backend's context.
/// </summary>
public sealed class RegionClassifier : IDisposable
{
    /// <summary>Most objects that go through the network at once.</summary>
    public const int LargestBatch = 8;

    private readonly BatchNetwork _network;
    private readonly RegionBatches _batches;
    private readonly ClassificationDecoder _decoder;
    private Classification[] _results = [];

    /// <summary>Prepares a classifier; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="options">
    /// How the network is prepared, such as what becomes of nodes that the backend cannot run.
    /// </param>
    /// <exception cref="ModelFormatException">
    /// The model is not for classification, or its card does not fit it.
    /// </exception>
    /// <exception cref="ShapeMismatchException">The output has another shape than the card's decoder needs.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public RegionClassifier(VisionModel model, IBackend backend, WorkerOptions? options = null)
    {
        _decoder = model.Card.Decoder as ClassificationDecoder
            ?? throw FrameNetwork.WrongTask(model.Card, VisionTask.Classify);
        Card = model.Card;
        Backend = backend;
        // Everything that can be wrong shows with one picture; it costs little beside the batches.
        using (var single = new ImageClassifier(model, backend, 1, options))
            Coverage = single.Coverage;
        _network = BatchNetwork.Create(model, backend, options ?? WorkerOptions.Default, LargestBatch);
        _batches = new RegionBatches(_network);
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>What it runs on.</summary>
    public IBackend Backend { get; }

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage { get; }

    /// <summary>
    /// Objects that go through the network at once: <see cref="LargestBatch"/>, or 1 for a network that cannot take
    /// more than one picture, or that does not keep pictures apart.
    /// </summary>
    public int BatchSize => _network.LargestBatch;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings => _batches.Timings;

    /// <summary>The most probable class of each object; blocks until they are known.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="objects">
    /// What was found in it. Of a box, the whole pixels on the frame are looked at, at least one.
    /// </param>
    /// <returns>One class an object, in their order. Belongs to the classifier; the next call overwrites it.</returns>
    public ReadOnlySpan<Classification> Process(Frame frame, ReadOnlySpan<Detection> objects)
    {
        Begin(objects.Length);
        for (int done = 0; done < objects.Length;)
            Decode(_batches.Run(frame, objects[done..], out int count), count, ref done);
        return _results.AsSpan(0, objects.Length);
    }

    /// <summary>
    /// The most probable class of each object in a texture or framebuffer; blocks until they are known.
    /// </summary>
    /// <param name="frame">The picture.</param>
    /// <param name="objects">What was found in it, in pixels of it.</param>
    /// <returns>One class an object, in their order. Belongs to the classifier; the next call overwrites it.</returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<Classification> Process(GpuFrame frame, ReadOnlySpan<Detection> objects)
    {
        Begin(objects.Length);
        for (int done = 0; done < objects.Length;)
            Decode(_batches.Run(frame, objects[done..], out int count), count, ref done);
        return _results.AsSpan(0, objects.Length);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    private void Begin(int count)
    {
        if (_results.Length < count)
            _results = new Classification[Math.Max(count, 2 * _results.Length)];
        _batches.Restart();
    }

    private void Decode(ReadOnlySpan<float> scores, int count, ref int done)
    {
        long start = Stopwatch.GetTimestamp();
        int classes = scores.Length / count;
        for (int i = 0; i < count; i++)
            _decoder.Decode(scores.Slice(i * classes, classes), _results.AsSpan(done + i, 1));
        done += count;
        _batches.AddPost(start);
    }
}
