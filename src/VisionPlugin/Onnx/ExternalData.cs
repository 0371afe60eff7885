using System.Globalization;

namespace VisionPlugin.Onnx;

/// <summary>
/// Data of tensors that is kept in files beside the model. Only files below the model's own folder are read: no
/// absolute paths, no <c>..</c>, no symbolic links that lead out.
/// </summary>
/// <param name="source">The model's name, for messages.</param>
/// <param name="folder">The model's folder; null if the model does not come from a file.</param>
internal sealed class ExternalData(string source, string? folder)
{
    private const int MaxLinks = 32;

    /// <summary>Checks place, offset and length of a tensor's data, before memory is allocated for it.</summary>
    /// <exception cref="ModelFormatException">The data is missing, too short or outside of the folder.</exception>
    public void Check(TensorProto tensor, string name, long bytes) => Locate(tensor, name, bytes);

    /// <summary>Reads a tensor's data, which fills <paramref name="destination"/>.</summary>
    public void Read(TensorProto tensor, string name, Span<byte> destination)
    {
        (string path, long offset) = Locate(tensor, name, destination.Length);
        if (destination.IsEmpty)
            return;
        try
        {
            using FileStream file = File.OpenRead(path);
            file.Position = offset;
            file.ReadExactly(destination);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Error(name, $"its external data cannot be read: {error.Message}", error);
        }
    }

    private (string Path, long Offset) Locate(TensorProto tensor, string name, long bytes)
    {
        string location = Find(tensor, "location") ?? throw Error(name, "its external data has no location");
        long offset = Number(tensor, name, "offset") ?? 0;
        long length = Number(tensor, name, "length") ?? bytes;
        if (length != bytes)
            throw Error(name, $"its external data has {length} bytes; its dims need {bytes}");
        var file = new FileInfo(Resolve(location, name));
        if (!file.Exists)
            throw Error(name, $"its external data file '{location}' is missing");
        if (offset > file.Length - bytes)
        {
            throw Error(name,
                $"bytes {offset} to {offset + (decimal)bytes} lie outside of '{location}' ({file.Length} bytes)");
        }

        return (file.FullName, offset);
    }

    private string Resolve(string location, string name)
    {
        if (folder is null)
        {
            throw Error(name,
                $"its data is in another file, '{location}'; load the model from its file, not from a stream");
        }

        string[] parts = location.Split('/', '\\');
        if (parts.Contains("..") || parts[0].Length == 0 || parts[0].Contains(':') || location.Contains('\0'))
            throw Error(name, $"its external data '{location}' must be a path below the model's folder");
        string root = RealPath(Path.GetFullPath(folder), name), path = RealPath(Path.Combine([root, .. parts]), name);
        string inside = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return path.StartsWith(inside, StringComparison.Ordinal)
            ? path
            : throw Error(name, $"its external data '{location}' is a link that leads out of the model's folder");
    }

    // The path with every symbolic link on the way resolved.
    private string RealPath(string path, string name, int links = 0)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        string real = Path.Combine(RealPath(parent, name, links), Path.GetFileName(path));
        string? target = new FileInfo(real).LinkTarget;
        if (target is null)
            return real;
        if (links >= MaxLinks)
            throw Error(name, "its external data is behind too many symbolic links");
        return RealPath(Path.GetFullPath(target, Path.GetDirectoryName(real)!), name, links + 1);
    }

    private long? Number(TensorProto tensor, string name, string key)
    {
        if (Find(tensor, key) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Error(name, $"the {key} of its external data, '{text}', is not a number of bytes");
    }

    private static string? Find(TensorProto tensor, string key) =>
        tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    private ModelFormatException Error(string name, string problem, Exception? inner = null) =>
        new($"{source}, tensor '{name}': {problem}.", inner);
}
