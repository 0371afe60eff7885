using VisionPlugin.DemoApp.Output;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Features;

/// <summary>Vectors as a file for other programs.</summary>
internal static class EmbeddingFile
{
    /// <summary>Throws unless the name says a format.</summary>
    /// <exception cref="BadInputException">It says none.</exception>
    public static void CheckName(string path)
    {
        if (!IsArchive(path) && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new BadInputException($"--out {path}: the name must end in .npz (an index, NumPy's archive) or .json.");
    }

    /// <summary>Writes .npz, a <see cref="FeatureIndex"/>, or .json, what <c>--json</c> prints of each picture as an array.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    public static void Write(string path, FeatureIndex index, IReadOnlyList<EmbedReport> reports)
    {
        if (IsArchive(path))
        {
            index.Save(path);
            return;
        }

        AtomicFile.Write(path, partial =>
        {
            using StreamWriter writer = File.CreateText(partial);
            JsonLines.Write(writer, reports);
        });
    }

    private static bool IsArchive(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
}
