namespace VisionPlugin.Testing;

/// <summary>
/// Code that a document shows and a test compiles, between <c>// NAME: begin</c> and <c>// NAME: end</c>.
/// </summary>
public static class DocSample
{
    /// <summary>Fails unless a document has the code of a test file verbatim, indented to the margin.</summary>
    /// <param name="document">The document, below the repository.</param>
    /// <param name="source">The test file, below the repository.</param>
    /// <param name="name">The sample's name.</param>
    public static void AssertShown(string document, string source, string name)
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(TestData.Repository, source))
            .SkipWhile(l => l.Trim() != $"// {name}: begin").Skip(1).TakeWhile(l => l.Trim() != $"// {name}: end")];
        Assert.NotEmpty(lines);
        int margin = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        string sample = string.Join('\n', lines.Select(l => l.Length > margin ? l[margin..] : ""));
        string text = File.ReadAllText(Path.Combine(TestData.Repository, document));
        Assert.Contains($"```csharp\n{sample}\n```", text, StringComparison.Ordinal);
    }
}
