using System.Globalization;
using System.Text.RegularExpressions;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>
/// Reads what ffmpeg prints about cameras on each platform. It is meant for people, and differs by version.
/// </summary>
internal static partial class CameraListing
{
    /// <summary>
    /// The modes of a Linux camera, of <c>-f v4l2 -list_formats all</c>; null if the device is none, such as one that
    /// gives only data about frames.
    /// </summary>
    public static IReadOnlyList<CameraMode>? V4l2Modes(IEnumerable<string> lines)
    {
        var modes = new List<CameraMode>();
        foreach (string line in lines)
        {
            if (line.Contains("not a video capture device", StringComparison.OrdinalIgnoreCase)
                || line.Contains("Inappropriate ioctl", StringComparison.OrdinalIgnoreCase))
                return null;
            // "Compressed:  mjpeg :  Motion-JPEG : 640x480 1280x720"; sizes in steps are written {32-2592, 2}x{...}.
            Match match = V4l2Format().Match(line);
            if (!match.Success || match.Groups["format"].Value == "Unsupported")
                continue;
            string format = match.Groups["format"].Value;
            int before = modes.Count;
            foreach (string size in match.Groups["sizes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (CameraRequest.TryReadSize(size, out int width, out int height))
                    modes.Add(new CameraMode(format, width, height, null));
            }

            if (modes.Count == before)
                modes.Add(new CameraMode(format, null, null, null));
        }

        return modes;
    }

    /// <summary>The names of the cameras of Windows, of <c>-f dshow -list_devices true</c>.</summary>
    public static IReadOnlyList<string> DshowDevices(IEnumerable<string> lines)
    {
        var names = new List<string>();
        bool isVideo = true;
        foreach (string line in lines)
        {
            // Before version 5 under headings, since then with the kind after each name.
            if (line.Contains("DirectShow ", StringComparison.Ordinal))
                isVideo = line.Contains("DirectShow video", StringComparison.Ordinal);
            Match match = DshowName().Match(line);
            if (match.Success && (match.Groups["kind"].Success
                ? match.Groups["kind"].Value.Contains("video", StringComparison.Ordinal) : isVideo))
                names.Add(match.Groups["name"].Value);
        }

        return names;
    }

    /// <summary>The modes of a camera of Windows, of <c>-f dshow -list_options true</c>.</summary>
    public static IReadOnlyList<CameraMode> DshowModes(IEnumerable<string> lines) =>
        [.. lines.Select(line => DshowMode().Match(line)).Where(m => m.Success).Select(m => new CameraMode(
            m.Groups["format"].Value, Whole(m, "width"), Whole(m, "height"), Real(m, "rate"))).Distinct()];

    /// <summary>
    /// The names of the cameras of a Mac by their numbers, of <c>-f avfoundation -list_devices true</c>.
    /// </summary>
    public static IReadOnlyList<string> AvfoundationDevices(IEnumerable<string> lines) =>
        [.. lines.TakeWhile(line => !line.Contains("audio devices", StringComparison.Ordinal))
            .Select(line => AvfoundationName().Match(line)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];

    /// <summary>The modes of a camera of a Mac, which are listed when one is asked for that it does not have.</summary>
    public static IReadOnlyList<CameraMode> AvfoundationModes(IEnumerable<string> lines) =>
        [.. lines.Select(line => AvfoundationMode().Match(line)).Where(m => m.Success).Select(m => new CameraMode(
            null, Whole(m, "width"), Whole(m, "height"), Real(m, "rate"))).Distinct()];

    private static int Whole(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static double Real(Match match, string group) =>
        Math.Round(double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture), 2);

    [GeneratedRegex(@"(Compressed|Raw)\s*:\s*(?<format>\S+)\s+:.*:(?<sizes>[^:]*)$")]
    private static partial Regex V4l2Format();

    [GeneratedRegex("""\]\s+"(?<name>[^"]+)"(\s+\((?<kind>[^)]*)\))?\s*$""")]
    private static partial Regex DshowName();

    [GeneratedRegex(@"(pixel_format|vcodec)=(?<format>\S+)\s.*\smax s=(?<width>\d{1,5})x(?<height>\d{1,5})"
        + @" fps=(?<rate>[\d.]{1,12})")]
    private static partial Regex DshowMode();

    [GeneratedRegex(@"\]\s+\[\d+\]\s+(?<name>.+)$")]
    private static partial Regex AvfoundationName();

    [GeneratedRegex(@"\s(?<width>\d{1,5})x(?<height>\d{1,5})@\[[\d.]+\s+(?<rate>[\d.]{1,12})\]fps")]
    private static partial Regex AvfoundationMode();
}
