using System.Globalization;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>The arguments with which ffmpeg writes a video of raw frames, and what its complaints mean.</summary>
internal static class VideoArguments
{
    private static readonly string[] Signs =
    [
        "No space left on device", "Permission denied", "Read-only file system", "File too large",
        "Disk quota exceeded", "Unable to find a suitable output format", "No such file or directory", "Is a directory",
    ];

    /// <summary>Arguments for frames of red, green, blue and alpha on the standard input.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rate">Frames a second; null to show each when it comes.</param>
    /// <param name="path">The file, which is overwritten.</param>
    /// <param name="version">Version of ffmpeg.</param>
    public static List<string> Of(int width, int height, double? rate, string path, Version version)
    {
        string mode = version >= new Version(5, 1) ? "-fps_mode" : "-vsync";
        List<string> args = ["-hide_banner", "-loglevel", "warning", "-nostats", "-y", "-f", "rawvideo", "-pix_fmt",
            "rgba", "-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}")];
        if (rate is { } fps)
            args.AddRange(["-framerate", fps.ToString("0.######", CultureInfo.InvariantCulture)]);
        else
            args.AddRange(["-use_wallclock_as_timestamps", "1"]);
        args.AddRange(["-i", "pipe:0"]);
        if (rate is null)
            args.AddRange([mode, "vfr", "-enc_time_base", "1:1000"]);
        // The common kind of pixels, which most players need, has even sizes. A GIF has colours of its own.
        if (path.EndsWith(".gif", StringComparison.OrdinalIgnoreCase))
            args.AddRange(["-filter_complex",
                "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=bayer:bayer_scale=5:diff_mode=rectangle"]);
        else
            args.AddRange(["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"]);
        if (path.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".mov", StringComparison.OrdinalIgnoreCase))
            args.AddRange(["-preset", "veryfast", "-movflags", "+faststart"]);
        args.Add("file:" + path);
        return args;
    }

    /// <summary>Why a video could not be written, in one line.</summary>
    public static string Explain(IReadOnlyList<string> complaints)
    {
        foreach (string sign in Signs)
        {
            if (complaints.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                return sign + ".";
        }

        return complaints.Count == 0 ? "ffmpeg broke off." : complaints[^1];
    }
}
