using System.Security.Cryptography;
using System.Text;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>
/// The comparison as one page that needs nothing else: styles, script and pictures are in it, and its content security
/// policy forbids to load anything and to run anything but that script. It reads well without the script.
/// </summary>
internal static class ComparisonPage
{
    private static readonly string Style = Resource("report.css"), Script = Resource("report.js");

    /// <summary>Writes the page.</summary>
    public static string Write(ReportContent content)
    {
        string verdict = content.Report.Pass ? "PASS" : "FAIL";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '{HashOf(Style)}'; script-src '{HashOf(Script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <link rel="icon" href="data:,">
            <title>{verdict}: {content.Report.Model} on {string.Join(", ", content.Report.Backends)}</title>
            <style>{new Html(Style)}</style>
            </head>
            <body>
            <main>
            {VerdictSection.Write(content)}
            {ErrorSection.Write(content.Report)}
            {WorstSection.Write(content.Report)}
            {PictureSection.Write(content.Report, content.Worst)}
            {OutputSection.Write(content.Report)}
            {TimeSection.Write(content.Report)}
            {EnvironmentSection.Write(content.Environment)}
            {LayerSection.Write(content.Report)}
            </main>
            <script>{new Html(Script)}</script>
            </body>
            </html>

            """).Text;
    }

    // What a policy calls the text between the tags.
    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(ComparisonPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        // Browsers read every end of line as \n, which is what the hash must be of.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
