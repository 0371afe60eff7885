using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// A shader as the driver gets it: version, precisions and defines in front, includes in place. Remembers where each line
/// came from, so that the driver's log can be read back to files and lines. (Not by <c>#line</c>: drivers drop its file
/// number, Mesa for all but syntax errors.)
/// </summary>
/// <remarks>
/// <c>#include "common/x.glsl"</c> names a file below shaders/. A file takes effect once, however often it is included.
/// </remarks>
internal sealed partial class ShaderSource
{
    private const string EsHeader = """
        #version 310 es
        precision highp float;
        precision highp int;
        precision highp sampler2D;
        precision highp image2D;
        """;

    private readonly ShaderLibrary _library;
    private readonly StringBuilder _text = new();
    private readonly List<(string File, int Line)> _origins = [];

    private ShaderSource(ShaderLibrary library, string name, ReadOnlySpan<ShaderDefine> defines, bool isEs)
    {
        _library = library;
        Name = name;
        Defines = [.. defines];
        foreach (string line in isEs ? EsHeader.Split('\n') : ["#version 430 core"])
            Append(line.TrimEnd('\r'));
        foreach (ShaderDefine define in defines)
            Append($"#define {define.Name} {define.Value}");
        Append(name, []);
        Text = _text.ToString();
    }

    /// <summary>File below shaders/.</summary>
    public string Name { get; }

    /// <summary>The defines in front.</summary>
    public IReadOnlyList<ShaderDefine> Defines { get; }

    /// <summary>All of the text.</summary>
    public string Text { get; }

    /// <summary>Puts a shader together.</summary>
    /// <exception cref="FileNotFoundException">It, or a file that it includes, is not in the library.</exception>
    /// <exception cref="InvalidDataException">A file includes itself, or is not ASCII.</exception>
    public static ShaderSource Create(ShaderLibrary library, string name, ReadOnlySpan<ShaderDefine> defines, bool isEs) =>
        new(library, name, defines, isEs);

    /// <summary>The driver's log with each position replaced by file and line, followed by that line's text.</summary>
    public string Explain(string log)
    {
        string[] text = Text.Split('\n');
        var result = new StringBuilder();
        foreach (string line in log.TrimEnd('\0', '\n', ' ').Split('\n'))
        {
            Match match = Position().Match(line);
            if (!match.Success
                || !int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number < 1 || number > _origins.Count)
            {
                result.AppendLine(line.TrimEnd());
                continue;
            }
            (string file, int fileLine) = _origins[number - 1];
            string position = fileLine == 0 ? "header" : $"shaders/{file}({fileLine})";
            result.Append(position).Append(": ").AppendLine(line[match.Length..].Trim());
            result.Append("    ").AppendLine(text[number - 1].Trim());
        }
        return result.ToString().TrimEnd();
    }

    private void Append(string line, string file = "", int fileLine = 0)
    {
        _text.Append(line).Append('\n');
        _origins.Add((file, fileLine));
    }

    private void Append(string name, List<string> includers)
    {
        if (includers.Contains(name))
            throw new InvalidDataException($"shaders/{name} includes itself: {string.Join(" > ", includers)} > {name}.");
        includers.Add(name);
        // The guard obeys the preprocessor: an include that an #if skips does not count.
        string guard = "INCLUDED_" + NotOfIdentifier().Replace(name, "_");
        Append($"#ifndef {guard}");
        Append($"#define {guard}");
        int number = 0;
        foreach (string line in _library.Read(name).Split('\n'))
        {
            number++;
            Match include = Include().Match(line);
            if (include.Success)
                Append(include.Groups["file"].Value, includers);
            else
                Append(line, name, number);
        }
        Append("#endif");
        includers.RemoveAt(includers.Count - 1);
    }

    [GeneratedRegex("""^\s*#\s*include\s+"(?<file>[^"]+)"\s*(//.*)?$""")]
    private static partial Regex Include();

    // Two underscores in a row are reserved in GLSL.
    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotOfIdentifier();

    // "0:12(3): error", "0(12) : error", "ERROR: 0:12: ..." are Mesa's, NVIDIA's and the others' ways to say line 12.
    [GeneratedRegex(@"^\s*((ERROR|WARNING):\s*)?\d+(:(?<line>\d+)(\(\d+\))?|\((?<line>\d+)\))\s*:")]
    private static partial Regex Position();
}
