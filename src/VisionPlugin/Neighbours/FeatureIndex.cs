using System.IO.Compression;
using System.Text;
using System.Text.Json;
using VisionPlugin.Building;
using VisionPlugin.Tensors;

namespace VisionPlugin.Neighbours;

/// <summary>
/// Named vectors of one length, and the nearest ones to any vector: an exact search over all of them. Not thread-safe while
/// entries are added.
/// </summary>
public sealed class FeatureIndex
{
    private const string NamesEntry = "names.json", VectorsName = "vectors";

    private readonly List<string> _names = [];
    private readonly List<float[]> _vectors = [];

    /// <summary>Number of entries.</summary>
    public int Count => _names.Count;

    /// <summary>Length of the vectors; 0 while there are none.</summary>
    public int Length => _vectors.Count == 0 ? 0 : _vectors[0].Length;

    /// <summary>The entries' names, in the order in which they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="vector">Its vector, which is copied.</param>
    /// <exception cref="ArgumentException">The vector is empty, or not as long as the others.</exception>
    public void Add(string name, ReadOnlySpan<float> vector)
    {
        if (vector.IsEmpty || (Count > 0 && vector.Length != Length))
            throw new ArgumentException($"'{name}' has {vector.Length} numbers; the index holds vectors of {Length}.", nameof(vector));
        _names.Add(name);
        _vectors.Add(vector.ToArray());
    }

    /// <summary>The nearest entries, nearest first; those equally far in the order in which they were added.</summary>
    /// <param name="vector">What they are compared with.</param>
    /// <param name="count">Most of them.</param>
    /// <param name="metric">What distance means.</param>
    /// <exception cref="ArgumentException">The vector is not as long as those of the index.</exception>
    public IReadOnlyList<Neighbour> Search(ReadOnlySpan<float> vector, int count, Metric metric = Metric.L2)
    {
        if (Count > 0 && vector.Length != Length)
            throw new ArgumentException($"The vector has {vector.Length} numbers; the index holds vectors of {Length}.", nameof(vector));
        var all = new Neighbour[Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = new Neighbour(_names[i], DistanceOf(vector, _vectors[i], metric));
        return [.. all.OrderBy(n => n.Distance).Take(count)];
    }

    /// <summary>How far two vectors are apart; NaN by cosine if one is all 0.</summary>
    /// <exception cref="ArgumentException">They are not equally long.</exception>
    public static float DistanceOf(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Metric metric)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Vectors of {a.Length} and {b.Length} numbers cannot be compared.", nameof(b));
        double squares = 0, product = 0, sizeA = 0, sizeB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            squares += difference * difference;
            product += (double)a[i] * b[i];
            sizeA += (double)a[i] * a[i];
            sizeB += (double)b[i] * b[i];
        }

        return (float)(metric == Metric.L2 ? Math.Sqrt(squares) : 1 - (product / Math.Sqrt(sizeA * sizeB)));
    }

    /// <summary>
    /// Writes the index: a NumPy archive with the array <c>vectors</c> (entries, length), and the names as JSON beside it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; one that was there before stays as it was.</exception>
    public void Save(string path)
    {
        string temporary = path + ".part";
        try
        {
            using (ZipArchive archive = ZipFile.Open(temporary, ZipArchiveMode.Create))
            {
                using (Stream vectors = archive.CreateEntry(VectorsName + ".npy", CompressionLevel.NoCompression).Open())
                    NumPyFile.Write(vectors, new Tensor<float>([Count, Length], [.. _vectors.SelectMany(v => v)]));
                using Stream names = archive.CreateEntry(NamesEntry).Open();
                names.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(_names, NeighbourJson.Default.ListString)));
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads an index.</summary>
    /// <exception cref="ModelFormatException">The file is not an index, or damaged.</exception>
    public static FeatureIndex Load(string path)
    {
        if (!NumPyArchive.Read(path, null).TryGetValue(VectorsName, out Tensor? vectors) || vectors is not Tensor<float> { Shape.Rank: 2 } matrix)
            throw new ModelFormatException($"{path} is not an index: it has no array '{VectorsName}' of single precision (entries, length).");
        List<string> names = ReadNames(path);
        if (names.Count != matrix.Shape[0])
            throw new ModelFormatException($"{path}: {names.Count} names do not fit {matrix.Shape[0]} vectors.");
        var index = new FeatureIndex();
        for (int i = 0; i < names.Count; i++)
            index.Add(names[i], matrix.AsSpan().Slice(i * matrix.Shape[1], matrix.Shape[1]));
        return index;
    }

    private static List<string> ReadNames(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            using Stream? names = archive.GetEntry(NamesEntry)?.Open();
            return names is null ? [] : JsonSerializer.Deserialize(names, NeighbourJson.Default.ListString) ?? [];
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException)
        {
            throw new ModelFormatException($"{path}: cannot read the names: {error.Message}", error);
        }
    }
}
