using System.IO.Compression;
using System.Text;
using System.Text.Json;
using VisionPlugin.Building;
using VisionPlugin.Tensors;

namespace VisionPlugin.Neighbours;

/// <summary>The file of a <see cref="FeatureIndex"/>: a NumPy archive, with two texts beside its array.</summary>
internal static class FeatureIndexFile
{
    private const string NamesEntry = "names.json", DescriptionEntry = "description.txt", VectorsName = "vectors";

    // Longer texts are not read: a small file can claim to hold any number of bytes.
    private const int MaxText = 256 << 20;

    public static void Save(FeatureIndex index, ReadOnlySpan<float> vectors, string path)
    {
        string temporary = path + ".part";
        // What a run that was killed has left would be in the way.
        File.Delete(temporary);
        try
        {
            using (ZipArchive archive = ZipFile.Open(temporary, ZipArchiveMode.Create))
            {
                using (Stream array = archive.CreateEntry(VectorsName + ".npy", CompressionLevel.NoCompression).Open())
                    NumPyFile.Write(array, new Tensor<float>([index.Count, index.Length], vectors.ToArray()));
                WriteText(archive, NamesEntry, JsonSerializer.Serialize([.. index.Names], NeighbourJson.Default.ListString));
                if (index.Description.Length > 0)
                    WriteText(archive, DescriptionEntry, index.Description);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static FeatureIndex Load(string path)
    {
        if (!NumPyArchive.Read(path, null).TryGetValue(VectorsName, out Tensor? vectors)
            || vectors is not Tensor<float> { Shape.Rank: 2 } matrix)
        {
            throw new ModelFormatException(
                $"{path} is not an index: it has no array '{VectorsName}' of single precision (entries, length).");
        }

        (List<string?> names, string description) = ReadTexts(path);
        (int count, int length) = (matrix.Shape[0], matrix.Shape[1]);
        if (names.Count != count || names.Contains(null))
            throw new ModelFormatException($"{path}: {names.Count} names do not fit {count} vectors.");
        if (count > 0 && length == 0)
            throw new ModelFormatException($"{path}: the vectors have no elements.");
        var index = new FeatureIndex { Description = description };
        for (int i = 0; i < count; i++)
        {
            index.Add(names[i]!, matrix.AsSpan().Slice(i * length, length));
            // Once the length is known, room for all of them.
            index.Reserve(count);
        }

        return index;
    }

    private static void WriteText(ZipArchive archive, string entry, string text)
    {
        using Stream stream = archive.CreateEntry(entry).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static (List<string?> Names, string Description) ReadTexts(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            byte[] names = ReadText(archive, NamesEntry, path);
            return (names.Length == 0 ? [] : JsonSerializer.Deserialize(names, NeighbourJson.Default.ListString) ?? [],
                Encoding.UTF8.GetString(ReadText(archive, DescriptionEntry, path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new ModelFormatException($"{path}: cannot read the names: {error.Message}", error);
        }
    }

    private static byte[] ReadText(ZipArchive archive, string name, string path)
    {
        if (archive.GetEntry(name) is not { } entry)
            return [];
        if (entry.Length > MaxText)
            throw new ModelFormatException($"{path}: '{name}' exceeds the limit of {MaxText} bytes.");
        byte[] text = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(text);
        return text;
    }
}
