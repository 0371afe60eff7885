using System.Text.Json;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Features;

/// <summary>
/// Features of pictures that were computed before and those that are new, and the file that keeps them. A picture whose
/// length or time changed counts as new.
/// </summary>
internal sealed class PictureIndex
{
    private readonly IndexDescription _description;
    private readonly List<IndexedFile> _files = [];
    private readonly Dictionary<string, (IndexedFile File, int Entry)> _known = [];
    private readonly FeatureIndex _saved = new();

    /// <param name="description">What makes the features.</param>
    /// <param name="path">A file that may have some; null for none.</param>
    /// <exception cref="BadInputException">The file has other features, or is damaged.</exception>
    public PictureIndex(IndexDescription description, string? path)
    {
        _description = description;
        if (path is null || !File.Exists(path))
            return;
        _saved = Load(path, out IndexDescription found);
        if (found.WhyNot(description) is { } why)
            throw new BadInputException($"{path} has features {why}. Name another file, or say --rebuild to have it made anew.");
        for (int i = 0; i < found.Files.Count; i++)
            _known[_saved.Names[i]] = (found.Files[i], i);
    }

    /// <summary>The features of this run.</summary>
    public FeatureIndex Index { get; } = new();

    /// <summary>How many were there before.</summary>
    public int Reused { get; private set; }

    /// <summary>True if the file would not be the same.</summary>
    public bool IsChanged => Reused < Index.Count || Index.Count != _saved.Count;

    /// <summary>The features of a picture, if they were there before and it has not changed since.</summary>
    public bool TryReuse(string name, IndexedFile file)
    {
        if (!_known.TryGetValue(name, out (IndexedFile File, int Entry) known) || known.File != file)
            return false;
        Add(name, file, _saved.VectorOf(known.Entry));
        Reused++;
        return true;
    }

    /// <summary>Adds the features of a picture.</summary>
    public void Add(string name, IndexedFile file, ReadOnlySpan<float> vector)
    {
        Index.Add(name, vector);
        _files.Add(file);
    }

    /// <summary>Writes those of this run.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    public void Save(string path)
    {
        Index.Description = JsonSerializer.Serialize(_description with { Files = _files }, FeatureJson.Default.IndexDescription);
        Index.Save(path);
    }

    private static FeatureIndex Load(string path, out IndexDescription description)
    {
        try
        {
            FeatureIndex index = FeatureIndex.Load(path);
            description = (index.Description.Length == 0 ? null
                : JsonSerializer.Deserialize(index.Description, FeatureJson.Default.IndexDescription))
                ?? throw new BadInputException(
                    $"{path} does not say what it has features of: vision nearest has not written it.");
            return description.Files.Count == index.Count && !description.Files.Contains(null!) ? index
                : throw new BadInputException($"{path} is damaged: {description.Files.Count} files for {index.Count} vectors."
                    + " Say --rebuild to have it made anew.");
        }
        catch (Exception error) when (error is ModelFormatException or JsonException)
        {
            throw new BadInputException(
                $"{error.Message.TrimEnd('.')}. Name another file, or say --rebuild to have it made anew.", error);
        }
    }
}
