using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Features;

/// <summary>Describes pictures by vectors: what a detector finds in them, or each as a whole.</summary>
internal sealed class PictureEmbedder : IDisposable
{
    private readonly ObjectDetector? _detector;
    private readonly RegionEmbedder? _regions;
    private readonly FeatureEmbedder? _whole;

    /// <summary>Makes the components on a backend, which stays the caller's.</summary>
    /// <param name="model">A model for embedding.</param>
    /// <param name="detector">Finds what is described; null for whole pictures.</param>
    /// <param name="backend">What both run on.</param>
    /// <param name="worker">How they are prepared.</param>
    /// <param name="margin">What of the surroundings belongs to what is found; null for what the card says.</param>
    public PictureEmbedder(VisionModel model, VisionModel? detector, IBackend backend, WorkerOptions worker, float? margin = null)
    {
        if (detector is null)
        {
            _whole = new FeatureEmbedder(model, backend, worker);
            return;
        }

        _detector = new ObjectDetector(detector, backend, worker);
        try
        {
            _regions = new RegionEmbedder(model, backend, worker, margin);
        }
        catch
        {
            _detector.Dispose();
            throw;
        }
    }

    /// <summary>Where the time of the last picture went.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Everything found in a picture, from left to right; or the one vector of the whole picture.</summary>
    public IReadOnlyList<DescribedThing> Process(Picture picture)
    {
        if (_whole is not null)
        {
            var thing = new DescribedThing(null, _whole.Process(picture.Frame).ToArray());
            Timings = _whole.Timings;
            return [thing];
        }

        Detection[] found = [.. _detector!.Process(picture.Frame).ToArray().OrderBy(d => d.Box.X1)];
        ReadOnlySpan<float> vectors = _regions!.Process(picture.Frame, found);
        var things = new DescribedThing[found.Length];
        for (int i = 0; i < things.Length; i++)
            things[i] = new DescribedThing(found[i], vectors.Slice(i * _regions.Length, _regions.Length).ToArray());
        FrameTimings first = _detector.Timings, second = _regions.Timings;
        Timings = new FrameTimings(first.Pre + second.Pre, first.Infer + second.Infer, first.Post + second.Post);
        return things;
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose()
    {
        _whole?.Dispose();
        _regions?.Dispose();
        _detector?.Dispose();
    }
}
