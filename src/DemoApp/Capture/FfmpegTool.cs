using System.Globalization;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>The ffmpeg of this machine, which opens cameras, videos and streams, and writes videos.</summary>
/// <param name="Ffmpeg">Path of <c>ffmpeg</c>.</param>
/// <param name="Ffprobe">Path of <c>ffprobe</c>; null if there is none.</param>
/// <param name="Version">Its version; that of a build without a number is the newest.</param>
internal sealed record FfmpegTool(string Ffmpeg, string? Ffprobe, Version Version)
{
    /// <summary>Name of the environment variable that names another ffmpeg than the one in PATH.</summary>
    public const string Variable = "VISION_FFMPEG";

    private static readonly Lazy<FfmpegTool?> Found = new(Find);

    /// <summary>True if there is one.</summary>
    public static bool IsThere => Found.Value is not null;

    /// <summary>The machine's ffmpeg.</summary>
    /// <exception cref="BadInputException">There is none; the message says how to install it.</exception>
    public static FfmpegTool Require() => Found.Value ?? throw new BadInputException(
        "ffmpeg, which opens cameras, videos and streams, was not found. Install it"
        + $" ({Remedy()}), or name it in {Variable}.");

    /// <summary>Makes a tool of a file.</summary>
    public static FfmpegTool Of(string ffmpeg)
    {
        string beside = Path.Combine(Path.GetDirectoryName(ffmpeg) ?? "", Executable("ffprobe"));
        return new FfmpegTool(ffmpeg, File.Exists(beside) ? beside : InPath("ffprobe"), VersionOf(ffmpeg));
    }

    private static FfmpegTool? Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string? path = string.IsNullOrEmpty(named) ? InPath("ffmpeg") : File.Exists(named) ? named : InPath(named);
        return path is null ? null : Of(path);
    }

    private static string? InPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, Executable(name)))
        .FirstOrDefault(File.Exists);

    private static string Executable(string name) =>
        OperatingSystem.IsWindows() && !name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? name + ".exe"
            : name;

    private static string Remedy() =>
        OperatingSystem.IsWindows() ? "winget install ffmpeg"
        : OperatingSystem.IsMacOS() ? "brew install ffmpeg"
        : "Debian, Ubuntu: apt install ffmpeg; Fedora: dnf install ffmpeg-free; Arch: pacman -S ffmpeg";

    // "ffmpeg version 5.1.9-0+deb12u1 Copyright ..."; builds from the repository have no number.
    private static Version VersionOf(string ffmpeg)
    {
        try
        {
            using FfmpegProcess process = FfmpegProcess.Start(ffmpeg, ["-version"], FfmpegPipe.Output);
            using var reader = new StreamReader(process.Output);
            return ParseVersion(reader.ReadLine() ?? "");
        }
        catch (SourceException error)
        {
            throw new BadInputException(error.Message, error);
        }
    }

    /// <summary>Reads the first line of <c>ffmpeg -version</c>.</summary>
    public static Version ParseVersion(string line)
    {
        string word = line.Split(' ').ElementAtOrDefault(2) ?? "";
        string digits = string.Concat(word.TrimStart('n').TakeWhile(c => char.IsAsciiDigit(c) || c == '.')).Trim('.');
        string[] parts = digits.Split('.');
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            ? new Version(major, minor)
            : new Version(99, 0);
    }
}
