using System.Text;

namespace VisionPlugin.DemoApp;

/// <summary>A folder for results: one name a source, though sources of different folders may be called alike.</summary>
internal sealed class SaveFolder
{
    private const int MostBytes = 200;

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"], Ports = ["COM", "LPT"];

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

    /// <summary>
    /// A name for a file, from one that may hold any characters: it can be written on every file system.
    /// </summary>
    public static string Clean(string name)
    {
        // Names of tensors are often paths of layers; none may lead out of the folder.
        name = string.Concat(name.Select(c =>
            char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or '(' or ')' ? c : '_')).TrimStart('.');
        // Bytes are counted, of which letters have up to three; room is left for numbers and endings.
        while (Encoding.UTF8.GetByteCount(name) > MostBytes)
            name = name[..(name.Length - Math.Max(1, (Encoding.UTF8.GetByteCount(name) - MostBytes) / 3))];
        if (name.Length == 0)
            return "_";
        // Windows takes these for devices, whatever their ending, and drops spaces and dots at the end.
        string stem = name.Split('.')[0].TrimEnd();
        bool isPort = stem.Length == 4 && char.IsDigit(stem[3])
            && Ports.Contains(stem[..3], StringComparer.OrdinalIgnoreCase);
        if (isPort || Devices.Contains(stem, StringComparer.OrdinalIgnoreCase))
            name = name.Insert(stem.Length, "_");
        return name[^1] is ' ' or '.' ? name + "_" : name;
    }
}
