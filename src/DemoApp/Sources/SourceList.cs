using System.IO.Enumeration;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>Turns what the user named (files, folders, globs, cameras, addresses) into sources.</summary>
internal static class SourceList
{
    /// <summary>All sources in the order of the arguments; the files of a folder or glob by name.</summary>
    /// <exception cref="BadInputException">
    /// A source does not exist, stands for nothing, or is not written right.
    /// </exception>
    public static IReadOnlyList<Source> Expand(IEnumerable<string> texts)
    {
        var sources = new List<Source>();
        foreach (string text in texts)
        {
            if (File.Exists(text))
                sources.Add(Source.OfFile(text));
            else if (Directory.Exists(text))
                sources.AddRange(MediaIn(text).Select(Source.OfFile));
            else if (Source.TryParse(text) is { } source)
                sources.Add(source);
            else if (text.AsSpan().IndexOfAny('*', '?') >= 0)
                sources.AddRange(Matching(text).Select(Source.OfFile));
            else
                throw new BadInputException($"There is no file or folder '{text}'.");
        }

        return sources;
    }

    /// <summary>The pictures that ship with the program.</summary>
    /// <exception cref="BadInputException">They are missing.</exception>
    public static IReadOnlyList<string> BundledPictures() => MediaIn(Path.Combine(ModelCatalog.Root, "pictures"));

    private static string[] MediaIn(string folder)
    {
        string[] found = [.. Files(folder).Where(Source.IsMedia).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found
            : throw new BadInputException($"There is no picture and no video in folder '{folder}'.");
    }

    private static string[] Matching(string glob)
    {
        // The folders before the first wildcard are walked through, the rest is matched.
        int separator = glob.AsSpan(0, glob.AsSpan().IndexOfAny('*', '?'))
            .LastIndexOfAny('/', Path.DirectorySeparatorChar);
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
            foreach (string file in Files(folder)
                .Where(f => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(f), ignoreCase: false)))
                yield return file;
            yield break;
        }

        if (part == "**")
        {
            foreach (string file in parts.Length == 1 ? Files(folder).Where(Source.IsMedia) : Match(folder, parts[1..]))
                yield return file;
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            bool matches = part == "**"
                || FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(child), ignoreCase: false);
            foreach (string file in matches ? Match(child, part == "**" ? parts : parts[1..]) : [])
                yield return file;
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f);
}
