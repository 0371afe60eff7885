using System.Text.RegularExpressions;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>What the pages point to is there, and each typed error has a line.</summary>
public partial class DocsLinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. new[] { "README.md", "samples/README.md" }.Concat(Directory
            .GetFiles(Path.Combine(TestData.Repository, "docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f))),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_of_it(string page)
    {
        string path = Path.Combine(TestData.Repository, page), folder = Path.GetDirectoryName(path)!;
        foreach (Match link in Links().Matches(File.ReadAllText(path)))
        {
            string[] parts = link.Groups[1].Value.Split('#');
            string target = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Value} leads nowhere.");
            if (parts.Length == 2)
                Assert.Contains(parts[1], Anchors(target));
        }
    }

    [Fact]
    public void Every_typed_error_has_a_line_in_troubleshooting()
    {
        string text = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "troubleshooting.md"));
        IEnumerable<Type> errors = new[] { typeof(Worker).Assembly, typeof(GpuBackend).Assembly }
            .SelectMany(a => a.GetExportedTypes()).Where(t => t.IsSubclassOf(typeof(VisionException)) && !t.IsAbstract);

        Assert.All(errors, t => Assert.Contains($"| `{t.Name}` |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_README_leads_to_every_page()
    {
        string readme = File.ReadAllText(Path.Combine(TestData.Repository, "README.md"));

        Assert.All(
            Directory.GetFiles(Path.Combine(TestData.Repository, "docs"), "*.md"),
            p => Assert.Contains($"(docs/{Path.GetFileName(p)}", readme, StringComparison.Ordinal));
    }

    // As the usual hosts make them: small letters, hyphens for blanks, other marks left out.
    private static IEnumerable<string> Anchors(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith('#'))
        .Select(l => Marks().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Marks();
}
