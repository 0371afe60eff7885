using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using VisionPlugin.DemoApp.Reports;

namespace VisionPlugin.DemoApp.Tests.Reports;

public partial class ComparisonPageTests
{
    [Fact]
    public void Backends_that_agree_get_a_page_that_says_so_first()
    {
        string page = ComparisonPage.Write(Pages.Create());
        Assert.Contains("<title>PASS: lenet5 on reference, cpu, gpu</title>", page, StringComparison.Ordinal);
        Assert.Contains("cpu and gpu agree with reference.", page, StringComparison.Ordinal);
        Assert.Contains("0 of 13", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"n bad\"", page, StringComparison.Ordinal);
        // Header, palette and the maps of three layers; nothing else is a picture.
        Assert.InRange(Pictures().Count(page), 8, 20);
    }

    [Fact]
    public void A_wrong_backend_fails_and_the_other_is_not_blamed()
    {
        ReportContent content = Pages.Create("AveragePool");
        string page = ComparisonPage.Write(content);
        Assert.Contains("<title>FAIL: lenet5", page, StringComparison.Ordinal);
        Assert.Contains("gpu differs from reference: 2 of 13 layers are beyond the tolerance by themselves, the first is s2.", page, StringComparison.Ordinal);
        Assert.Contains("2 of 13</td>", page, StringComparison.Ordinal);
        Assert.Contains("0 of 13</td>", page, StringComparison.Ordinal);
        // The worst layer is drawn, with a ring around the sixth element.
        Assert.Equal("s2", content.Worst[0].Layer.Node);
        Assert.Contains("""<circle class="worst" cx="5.5" cy="0.5" """, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_that_only_add_up_are_told_apart_from_a_layer_that_is_wrong()
    {
        ReportContent content = Pages.Create();
        content = content with
        {
            Report = content.Report with
            {
                Pass = false,
                Outputs = [.. content.Report.Outputs.Select(o => o with { Difference = o.Difference with { Pass = o.Difference.Backend != "gpu" } })],
            },
        };
        Assert.Contains("gpu differs from reference: every layer agrees by itself, but errors add up", ComparisonPage.Write(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "∞")]
    [InlineData(float.NegativeInfinity, "−∞")]
    public void What_is_no_number_is_shown_as_such(float error, string shown)
    {
        string page = ComparisonPage.Write(Pages.Create("AveragePool", error));
        Assert.Contains($"""<td class="n bad">∞</td><td class="n">∞</td><td class="index">[0, 0, 0, 5]</td>""", page, StringComparison.Ordinal);
        Assert.Contains($"""<td class="n">{shown}</td></tr>""", page, StringComparison.Ordinal);
        // Coordinates are numbers all the same.
        Assert.DoesNotContain("NaN", string.Concat(Coordinates().Matches(page).Select(m => m.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text_whatever_they_are()
    {
        string page = ComparisonPage.Write(Pages.Create("AveragePool", name: Pages.Hostile));
        Assert.Equal(1, Tags("script").Count(page));
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("onerror=\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;document.title=&#x27;hacked&#x27;&lt;/script&gt;", page, StringComparison.Ordinal);
        // The same elements as with names that have no meaning.
        Assert.Equal(Elements().Count(ComparisonPage.Write(Pages.Create("AveragePool", name: "x"))), Elements().Count(page));
    }

    [Fact]
    public void The_policy_allows_this_style_and_this_script_and_nothing_else()
    {
        string page = ComparisonPage.Write(Pages.Create());
        string policy = WebUtility.HtmlDecode(Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value);
        Assert.StartsWith("default-src 'none'; img-src data:; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (string tag in new[] { "style", "script" })
        {
            string content = Regex.Match(page, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value;
            string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
            Assert.Contains($"{tag}-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        }

        // Styles in attributes would be refused; addresses lead into the page only.
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.All(Addresses().Matches(page), m => Assert.Matches("^(#layer-[0-9]+|data:image/png;base64,.*|data:,)$", m.Groups[1].Value));
    }

    [Fact]
    public void Hundreds_of_layers_make_a_small_page()
    {
        string page = ComparisonPage.Write(Pages.Deep(500));
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 2_000_000);
        Assert.Contains("id=\"layer-500\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_times_picture_or_difference_the_page_does_without()
    {
        ReportContent content = Pages.Create();
        content = new ReportContent(content.Report with { Times = null, Source = null, Layers = [.. content.Report.Layers.Select(l => l with { Ms = null })] },
            [], null, content.Environment);
        string page = ComparisonPage.Write(content);
        Assert.DoesNotContain("Time of each layer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Where in the worst layers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("noise", page, StringComparison.Ordinal);
        content = content with
        {
            Report = content.Report with
            {
                Layers = [.. content.Report.Layers.Select(l => l with { Differences = [.. l.Differences.Select(d => d with { OfTolerance = 0, EndToEndOfTolerance = 0 })] })],
            },
        };
        Assert.Contains("exactly the same values", ComparisonPage.Write(content), StringComparison.Ordinal);
    }

    private static Regex Tags(string name) => new($"<{name}[ >]");

    [GeneratedRegex("data:image/png")]
    private static partial Regex Pictures();

    [GeneratedRegex("<[a-z]")]
    private static partial Regex Elements();

    [GeneratedRegex(" (?:d|x|y|width|height|cx|cy|r)=\"[^\"]*\"")]
    private static partial Regex Coordinates();

    [GeneratedRegex(" (?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Addresses();
}
