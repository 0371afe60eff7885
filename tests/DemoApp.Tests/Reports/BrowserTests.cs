using System.Text.RegularExpressions;
using VisionPlugin.DemoApp.Reports;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Reports;

/// <summary>The page in a browser, from a file, without a network.</summary>
public class BrowserTests
{
    [SkippableFact]
    public void The_page_loads_without_a_complaint_and_draws_its_charts()
    {
        Browser.Require();
        using var folder = new TempFolder();
        Browser browser = Browser.Load(ComparisonPage.Write(Pages.Create("AveragePool")), folder.Path);
        Assert.Equal("", browser.Console);
        Assert.Contains("<title>FAIL: lenet5", browser.Dom, StringComparison.Ordinal);
        // Two charts of errors and one of times with a column for each of 13 layers.
        Assert.Equal(3, Count(browser.Dom, "<svg class=\"chart\""));
        Assert.Equal(39, Count(browser.Dom, "class=\"hit\""));
        Assert.Equal(4, Count(browser.Dom, "class=\"line s-"));
        // The script has run: names wait for the pointer, headings sort.
        Assert.Equal(39, Count(browser.Dom, "data-tip=\""));
        Assert.Contains("<button>", browser.Dom, StringComparison.Ordinal);
        Assert.Contains("class=\"tip\" hidden", browser.Dom, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Hostile_names_do_nothing()
    {
        Browser.Require();
        using var folder = new TempFolder();
        Browser browser = Browser.Load(ComparisonPage.Write(Pages.Create("AveragePool", float.NaN, Pages.Hostile)), folder.Path);
        Assert.Equal("", browser.Console);
        Assert.DoesNotContain("<title>hacked", browser.Dom, StringComparison.Ordinal);
        Assert.Equal(1, Count(browser.Dom, "<script>"));
    }

    [SkippableFact]
    public void Whatever_would_be_loaded_or_run_besides_is_refused()
    {
        Browser.Require();
        using var folder = new TempFolder();
        string page = ComparisonPage.Write(Pages.Create());
        string forged = page.Replace("</body>", "<script>document.title='hacked'</script><img src=\"http://127.0.0.1:9/x.png\"><p style=\"color:red\">x</p></body>", StringComparison.Ordinal);
        Browser browser = Browser.Load(forged, folder.Path);
        Assert.DoesNotContain("<title>hacked", browser.Dom, StringComparison.Ordinal);
        Assert.Equal(3, Count(browser.Console, "Content Security Policy"));
    }

    [SkippableFact]
    public void The_table_sorts_and_a_link_opens_it()
    {
        Browser.Require();
        using var folder = new TempFolder();
        string page = ComparisonPage.Write(Pages.Create("AveragePool"));
        Assert.Contains("<details id=\"layers\"><summary>", Browser.Load(Flat(page), folder.Path).Dom, StringComparison.Ordinal);
        // What the pointer would do, in a page whose policy allows it.
        string used = Regex.Replace(page, "<meta http-equiv[^>]*>", "").Replace("</body>",
            "<script>document.querySelectorAll('.layers th button')[4].click();location.hash='#layer-3'</script></body>", StringComparison.Ordinal);
        Browser browser = Browser.Load(Flat(used), folder.Path);
        Assert.Equal("", browser.Console);
        Assert.Matches("<details id=\"layers\" open=\"\">", browser.Dom);
        // By the CPU's part of the tolerance, the largest first.
        int[] order = [.. Regex.Matches(browser.Dom, "<tr id=\"layer-([0-9]+)\">").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        double[] parts = [.. Pages.Create("AveragePool").Report.Layers.Select(l => l.Differences[0].OfTolerance)];
        Assert.Equal(13, order.Length);
        Assert.Equal(Enumerable.Range(0, 13).OrderByDescending(i => parts[i]).Select(i => parts[i]), order.Select(i => parts[i - 1]), (a, b) => Math.Abs(a - b) <= 0.01 * (a + b));

        static string Flat(string text) => text.Replace("<details id=\"layers\">\n", "<details id=\"layers\">", StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Light_and_dark_have_their_colours_and_narrow_windows_do_not_scroll_sideways()
    {
        Browser.Require();
        using var folder = new TempFolder();
        string page = ComparisonPage.Write(Pages.Create("AveragePool"));
        Picture light = Picture.Load(Browser.Draw(page, folder.Path, 1000, 700, isDark: false));
        Picture dark = Picture.Load(Browser.Draw(page, folder.Path, 1000, 700, isDark: true));
        Assert.Equal((1000, 700), (light.Width, light.Height));
        Assert.InRange(light.Rgba[0], 230, 255);
        Assert.InRange(dark.Rgba[0], 0, 40);
        // A window of 400 pixels, as a frame, since the browser's own has a least width.
        string narrow = page.Replace("</main>", "<p id=\"measured\"></p></main>", StringComparison.Ordinal);
        string measuring = Regex.Replace(narrow, "<meta http-equiv[^>]*>", "").Replace("</body>",
            "<script>document.documentElement.style.width='400px';document.getElementById('measured').textContent='width '+document.querySelector('main').scrollWidth</script></body>",
            StringComparison.Ordinal);
        Assert.Matches("id=\"measured\">width (3[0-9][0-9]|400)<", Browser.Load(measuring, folder.Path).Dom);
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));
}
