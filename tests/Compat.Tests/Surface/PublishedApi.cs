using System.Globalization;
using System.Text.RegularExpressions;

namespace VisionPlugin.Compat.Tests.Surface;

/// <summary>
/// Reads silk-api.md: the public members of the published packages, found there by reflection. Functions of OpenGL stand
/// in C# blocks, the rest in blocks of a type's line and its members' lines.
/// </summary>
internal static partial class PublishedApi
{
    /// <summary>Each type as <c>Full.Type</c> and each member as <c>Full.Type: member</c>, as <see cref="PublicSurface"/> writes them.</summary>
    public static HashSet<string> Read(string path)
    {
        var members = new HashSet<string> { "Silk.NET.OpenGL.GL", "Silk.NET.OpenGL.GLOverloads" };
        string type = "", block = "";
        bool isEnum = false;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block.Length == 0 ? line : "";
            }
            else if (block == "```csharp")
            {
                AddFunction(members, line);
            }
            else if (block == "```" && TypeLine().Match(line) is { Success: true } start)
            {
                type = start.Groups["name"].Value;
                members.Add(type);
                isEnum = start.Groups["kind"].Value == "enum";
            }
            else if (block == "```" && isEnum)
            {
                foreach (Match value in EnumValue().Matches(line))
                    members.Add($"{type}: {value.Groups["name"].Value}={Number(value.Groups["value"].Value)}");
            }
            else if (block == "```")
            {
                members.Add($"{type}: {line.Trim()}");
            }
        }
        return members;
    }

    private static void AddFunction(HashSet<string> members, string line)
    {
        Match match = Function().Match(line);
        if (!match.Success)
            return;
        string text = match.Groups["text"].Value.Replace("public ", "", StringComparison.Ordinal);
        if (match.Groups["rest"].Value.Contains("// ext", StringComparison.Ordinal))
        {
            int open = text.IndexOf('(', StringComparison.Ordinal) + 1;
            string separator = text[open] == ')' ? "" : ", ";
            members.Add($"Silk.NET.OpenGL.GLOverloads: static {text[..open]}GL thisApi{separator}{text[open..]}");
        }
        else
        {
            members.Add($"Silk.NET.OpenGL.GL: {text.Replace("override ", "", StringComparison.Ordinal)}");
        }
    }

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture) & 0xFFFFFFFF;

    [GeneratedRegex(@"^((static|abstract|sealed|readonly) )*(?<kind>class|struct|interface|enum|delegate) (?<name>[\w.]+(<[^>]*>)?)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"(?<name>\w+)=(?<value>0x[0-9A-F]+|-?\d+)")]
    private static partial Regex EnumValue();

    [GeneratedRegex(@"^(?<text>[^/]+\)[^;/]*);(?<rest>.*)$")]
    private static partial Regex Function();
}
