using VisionPlugin.Components;
using VisionPlugin.DemoApp.Batch;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Neighbours;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Features;

/// <summary>Compares a picture with many, by features and by the pixels that the network is given.</summary>
/// <param name="embedder">Makes features.</param>
/// <param name="index">Those that are known.</param>
/// <param name="metric">What distance means.</param>
internal sealed class NearestSearch(FeatureEmbedder embedder, PictureIndex index, Metric metric) : IDisposable
{
    private readonly FrameToTensor _converter = new(embedder.Card.Input);
    private readonly Tensor<float> _query = new(embedder.Card.Input.Shape);
    private readonly Tensor<float> _other = new(embedder.Card.Input.Shape);
    private readonly FeatureIndex _pixelDistances = new();
    private float[] _features = [];

    /// <summary>Pictures that could not be read, and why.</summary>
    public List<(string Name, string Why)> Skipped { get; } = [];

    /// <summary>Takes the picture to compare with.</summary>
    public void Begin(Picture query)
    {
        _features = embedder.Process(query.Frame).ToArray();
        _converter.Convert(query.Frame, _query);
    }

    /// <summary>Takes the others, and reads those that it must.</summary>
    /// <param name="pictures">Their files, by the names that the index knows them by.</param>
    /// <param name="pixels">True to compare pixels too, for which every file is read.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="interruption">Ends it before its time.</param>
    public void Add(
        IReadOnlyList<(string Name, string Path)> pictures, bool pixels, Action<int, string> progress,
        Interruption interruption)
    {
        for (int i = 0; i < pictures.Count && !interruption.IsRequested; i++)
        {
            (string name, string path) = pictures[i];
            progress(i, path);
            var file = IndexedFile.Of(path);
            try
            {
                Picture? picture = pixels ? Picture.Load(path) : null;
                if (!index.TryReuse(name, file))
                    index.Add(name, file, embedder.Process((picture ??= Picture.Load(path)).Frame));
                if (pixels)
                    AddPixels(name, picture!);
            }
            catch (BadInputException error)
            {
                Skipped.Add((path, error.Message));
            }
        }
    }

    /// <summary>The nearest by features.</summary>
    public IReadOnlyList<Neighbour> ByFeatures(int count) => index.Index.Search(_features, count, metric);

    /// <summary>The nearest by pixels.</summary>
    public IReadOnlyList<Neighbour> ByPixels(int count) => _pixelDistances.Search([0], count);

    /// <summary>Releases memory.</summary>
    public void Dispose()
    {
        _query.Dispose();
        _other.Dispose();
    }

    // A distance is a point on a line: nobody keeps all pixels.
    private void AddPixels(string name, Picture picture)
    {
        _converter.Convert(picture.Frame, _other);
        _pixelDistances.Add(name, [FeatureIndex.DistanceOf(_query.AsSpan(), _other.AsSpan(), metric)]);
    }
}
