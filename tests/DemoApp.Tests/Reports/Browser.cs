using System.Diagnostics;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Reports;

/// <summary>Chromium without a window and without a network.</summary>
/// <param name="Dom">The page after its script has run.</param>
/// <param name="Console">What it wrote to the console: errors, and whatever the policy has refused.</param>
internal sealed record Browser(string Dom, string Console)
{
    private static readonly string? Program = Find();

    /// <summary>Skips the test on a machine without Chromium.</summary>
    public static void Require() => Requirement.SkipUnless(
        Program is not null, "there is no Chromium on this machine (Debian: apt-get install chromium; VISION_CHROMIUM may name it)");

    /// <summary>Loads a page from a file.</summary>
    public static Browser Load(string page, string folder)
    {
        string file = Write(page, folder);
        (string dom, string log) = Run(folder, "--dump-dom", file);
        return new Browser(dom, string.Join('\n', log.Split('\n').Where(l => l.Contains(":CONSOLE:", StringComparison.Ordinal) || l.Contains(":CONSOLE(", StringComparison.Ordinal))));
    }

    /// <summary>Draws a page from a file; gives the path of the picture.</summary>
    public static string Draw(string page, string folder, int width, int height, bool isDark)
    {
        string file = Write(page, folder), picture = Path.Combine(folder, $"page-{width}-{isDark}.png");
        Run(folder, $"--screenshot={picture}", $"--window-size={width},{height}", "--hide-scrollbars",
            $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", file);
        return picture;
    }

    private static string Write(string page, string folder)
    {
        string file = Path.Combine(folder, "page.html");
        File.WriteAllText(file, page);
        return file;
    }

    private static (string Out, string Error) Run(string folder, params string[] args)
    {
        // The sandbox cannot be had as root nor in most containers; the page is ours. Names resolve to nothing.
        string[] always =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
            "--virtual-time-budget=3000", $"--user-data-dir={Path.Combine(folder, "profile")}",
        ];
        using var process = Process.Start(new ProcessStartInfo(Program!, [.. always, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(120_000))
            process.Kill(entireProcessTree: true);
        return (output.Result, error.Result);
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("VISION_CHROMIUM");
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        IEnumerable<string> files = from name in new[] { "chromium", "chromium-browser", "google-chrome" }
                                    from folder in folders
                                    select Path.Combine(folder, name);
        return named is { Length: > 0 } ? named : files.FirstOrDefault(File.Exists);
    }
}
