using System.IO.Enumeration;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>Turns what the user named (pictures, folders, globs) into files.</summary>
internal static class SourceList
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>All files in the order of the arguments; those of a folder or glob by name.</summary>
    /// <exception cref="BadInputException">A source does not exist, or stands for no picture.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> sources)
    {
        var files = new List<string>();
        foreach (string source in sources)
        {
            string[] found = File.Exists(source) ? [source]
                : Directory.Exists(source) ? PicturesIn(source)
                : source.AsSpan().IndexOfAny('*', '?') >= 0 ? Matching(source)
                : throw new BadInputException($"There is no file or folder '{source}'.");
            files.AddRange(found);
        }

        return files;
    }

    private static string[] PicturesIn(string folder)
    {
        string[] found = [.. Files(folder).Where(IsPicture).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new BadInputException($"There is no picture ({string.Join(", ", Extensions)}) in folder '{folder}'.");
    }

    private static string[] Matching(string glob)
    {
        // The folders before the first wildcard are walked through, the rest is matched.
        int separator = glob.AsSpan(0, glob.AsSpan().IndexOfAny('*', '?')).LastIndexOfAny('/', Path.DirectorySeparatorChar);
        string root = separator < 0 ? "." : glob[..Math.Max(separator, 1)];
        string[] parts = glob[(separator + 1)..].Split('/', Path.DirectorySeparatorChar);
        string[] found = [.. Match(root, parts).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new BadInputException($"No file matches '{glob}'.");
    }

    // ** stands for any number of folders, none included.
    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> parts)
    {
        if (!Directory.Exists(folder))
            yield break;
        string part = parts.Span[0];
        if (parts.Length == 1 && part != "**")
        {
            foreach (string file in Files(folder).Where(f => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(f), ignoreCase: false)))
                yield return file;
            yield break;
        }

        if (part == "**")
        {
            foreach (string file in parts.Length == 1 ? Files(folder).Where(IsPicture) : Match(folder, parts[1..]))
                yield return file;
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            bool matches = part == "**" || FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(child), ignoreCase: false);
            foreach (string file in matches ? Match(child, part == "**" ? parts : parts[1..]) : [])
                yield return file;
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f);

    private static bool IsPicture(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());
}
