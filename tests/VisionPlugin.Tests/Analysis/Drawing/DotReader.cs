namespace VisionPlugin.Tests.Analysis.Drawing;

/// <summary>Counts statements of Graphviz's language, texts in quotes left out.</summary>
internal static class DotReader
{
    public static (int Nodes, int Edges) Count(string dot)
    {
        var bare = new System.Text.StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < dot.Length; i++)
        {
            if (isQuoted && dot[i] == '\\')
                i++;
            else if (dot[i] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                bare.Append(dot[i]);
        }

        Assert.False(isQuoted);
        string[] statements = [.. bare.ToString().Split(';', '{', '}').Select(s => s.Trim()).Where(s => s.StartsWith('n') && s.Length > 1 && char.IsAsciiDigit(s[1]))];
        return (statements.Count(s => !s.Contains("->", StringComparison.Ordinal)), statements.Count(s => s.Contains("->", StringComparison.Ordinal)));
    }
}
