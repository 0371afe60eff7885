namespace VisionPlugin.DemoApp;

/// <summary>A folder for results: one name a source, though sources of different folders may be called alike.</summary>
internal sealed class SaveFolder
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the folder if it does not exist.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public SaveFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>
    /// The path, without an ending, for the results of a source: <c>DIR/photo</c>, then <c>DIR/photo-2</c>.
    /// </summary>
    public string Reserve(string source) => ReserveName(System.IO.Path.GetFileNameWithoutExtension(source));

    /// <summary>
    /// The path, without an ending, for a result called <paramref name="name"/>, which may hold any characters.
    /// </summary>
    public string ReserveName(string name)
    {
        name = Clean(name);
        string free = name;
        for (int i = 2; !_taken.Add(free); i++)
            free = $"{name}-{i}";
        return System.IO.Path.Combine(Path, free);
    }

    /// <summary>A name for a file, from one that may hold any characters.</summary>
    public static string Clean(string name)
    {
        // Names of tensors are often paths of layers; none may lead out of the folder.
        name = string.Concat(name.Select(c =>
            char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or '(' or ')' ? c : '_')).TrimStart('.');
        return name.Length == 0 ? "_" : name[..Math.Min(name.Length, 200)];
    }
}
