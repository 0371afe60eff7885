using System.IO.Compression;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>Reads NumPy's .npz: a ZIP archive of .npy files, named after their arrays.</summary>
internal static class NumPyArchive
{
    private const string Extension = ".npy";

    /// <summary>All arrays of an archive, compressed or not.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or exceeds a limit.</exception>
    public static Dictionary<string, Tensor> Read(string path, ModelLimits? limits)
    {
        limits ??= ModelLimits.Default;
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            long total = 0;
            foreach (ZipArchiveEntry entry in archive.Entries.Where(e => e.Name.EndsWith(Extension, StringComparison.Ordinal)))
            {
                // The length is what the archive says: more than that is never read.
                if ((total += entry.Length) > limits.ConstantBytes || entry.Length > int.MaxValue)
                    throw new ModelFormatException($"{path}: '{entry.FullName}' exceeds the limit of {limits.ConstantBytes} bytes in all.");
                using Stream content = entry.Open();
                tensors[entry.FullName[..^Extension.Length]] = NumPyFile.Read(content, entry.Length, $"{path}, {entry.FullName}");
            }

            return tensors;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ModelFormatException($"{path}: cannot read the arrays: {error.Message}", error);
        }
    }
}
