using System.Reflection;
using System.Text;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>GLSL files by their path below shaders/, as in <c>common/activation.glsl</c>. Read once, when first asked for.</summary>
internal sealed class ShaderLibrary
{
    private readonly Dictionary<string, Func<string>> _files;
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>A library of the given files: path and how to read it.</summary>
    public ShaderLibrary(IEnumerable<KeyValuePair<string, Func<string>>> files) => _files = new(files);

    /// <summary>The shaders that ship inside the assembly.</summary>
    public static ShaderLibrary Embedded { get; } = FromAssembly(typeof(ShaderLibrary).Assembly);

    /// <summary>All paths.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Text of a file, with line feeds only.</summary>
    /// <exception cref="FileNotFoundException">There is no such file; the message lists those there are.</exception>
    /// <exception cref="InvalidDataException">The file has a character that GLSL does not allow.</exception>
    public string Read(string name)
    {
        lock (_texts)
        {
            if (!_texts.TryGetValue(name, out string? text))
            {
                if (!_files.TryGetValue(name, out Func<string>? read))
                {
                    throw new FileNotFoundException(
                        $"There is no shaders/{name}. There are: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.");
                }
                text = read().ReplaceLineEndings("\n");
                VerifyAscii(name, text);
                _texts.Add(name, text);
            }
            return text;
        }
    }

    // GLSL is ASCII; and the published package counts characters where OpenGL counts bytes, so that any other character,
    // even in a comment, would cut off the end of the shader.
    private static void VerifyAscii(string name, string text)
    {
        int at = text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F');
        if (at >= 0)
        {
            throw new InvalidDataException(
                $"shaders/{name}({text.AsSpan(0, at).Count('\n') + 1}): '{text[at]}' is not ASCII. GLSL must be, comments too.");
        }
    }

    private static ShaderLibrary FromAssembly(Assembly assembly)
    {
        const string Prefix = "shaders/";
        return new ShaderLibrary(assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(resource => KeyValuePair.Create<string, Func<string>>(
                resource[Prefix.Length..].Replace('\\', '/'),
                () =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
                    return reader.ReadToEnd();
                })));
    }
}
