using System.Globalization;
using VisionPlugin.DemoApp.Capture.Cameras;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>The arguments with which ffmpeg turns a source into raw frames on its standard output.</summary>
internal static class FfmpegInput
{
    // Network sources give up after this long without data, so that a dead one is noticed.
    private const string NetworkTimeoutMicroseconds = "5000000";

    /// <summary>Arguments for a source.</summary>
    /// <param name="source">A camera, stream, video or generated source.</param>
    /// <param name="mode">The camera's mode; null for its own choice, and for all other sources.</param>
    /// <param name="format">Format of the frames.</param>
    /// <param name="stride">Every how manyth frame is wanted.</param>
    /// <param name="version">Version of ffmpeg.</param>
    /// <param name="loops">True for a video file over and over, without a pause at its end.</param>
    public static List<string> Arguments(
        Source source, CameraMode? mode, PixelFormat format, int stride, Version version, bool loops = false)
    {
        List<string> args = ["-hide_banner", "-loglevel", "warning", "-nostats", "-nostdin"];
        // What is fetched from elsewhere would be fetched again.
        if (loops && source.Kind == SourceKind.Video && !source.Target.Contains("://", StringComparison.Ordinal))
            args.AddRange(["-stream_loop", "-1"]);
        args.AddRange(Input(source, mode, version));
        // Just the first video, each of its frames once, with its own time.
        args.AddRange(["-map", "0:v:0", "-an", "-sn", "-dn"]);
        args.AddRange(version >= new Version(5, 1) ? ["-fps_mode", "passthrough"] : ["-vsync", "passthrough"]);
        args.AddRange(["-enc_time_base", "1:1000000"]);
        List<string> filters = [];
        if (stride > 1)
            filters.Add(string.Create(CultureInfo.InvariantCulture, $"select=not(mod(n\\,{stride}))"));
        // One meaning of brightness and colour differences for all sources: that of YuvEncoding.Bt601.
        if (PixelFormats.IsYuv(format))
            filters.Add("scale=out_color_matrix=bt601:out_range=tv");
        if (filters.Count > 0)
            args.AddRange(["-vf", string.Join(',', filters)]);
        // A live source that changes its size is opened again; in a file later frames are fitted to the first one's
        // size.
        if (source.IsLive)
            args.AddRange(["-autoscale", "0"]);
        args.AddRange(["-c:v", "rawvideo", "-pix_fmt", FfmpegPixels.NameOf(format), "-f", "nut", "-flush_packets", "1",
            "pipe:1"]);
        return args;
    }

    private static List<string> Input(Source source, CameraMode? mode, Version version)
    {
        string scheme = source.Target.Split("://")[0].ToLowerInvariant();
        switch (source.Kind)
        {
            case SourceKind.Camera:
                return Camera(source, mode);
            case SourceKind.Generated:
                return ["-f", "lavfi", "-i", source.Target + ",realtime"];
            case SourceKind.Stream when scheme is "rtsp" or "rtsps":
                return ["-fflags", "nobuffer", "-flags", "low_delay", "-rtsp_transport", "tcp",
                    version.Major >= 5 ? "-timeout" : "-stimeout", NetworkTimeoutMicroseconds, "-i", source.Target];
            case SourceKind.Stream:
                return ["-fflags", "nobuffer", "-flags", "low_delay", "-rw_timeout", NetworkTimeoutMicroseconds, "-i",
                    source.Target];
            case SourceKind.Video when scheme is "http" or "https":
                return ["-rw_timeout", NetworkTimeoutMicroseconds, "-i", source.Target];
            default:
                // A name may look like an option or an address.
                return ["-i", "file:" + source.Target];
        }
    }

    // The time of a frame is the wall clock when it left the driver, from which its age is known.
    private static List<string> Camera(Source source, CameraMode? mode)
    {
        List<string> args = ["-fflags", "nobuffer", "-flags", "low_delay"];
        args.AddRange(["-copyts", "-use_wallclock_as_timestamps", "1"]);
        args.AddRange(["-f", CameraApi.Current]);
        if ((mode?.Format ?? source.Camera.Format) is { } format)
            args.AddRange([CameraApi.FormatOption(format), format]);
        if ((mode?.Rate ?? source.Camera.Rate) is { } rate)
            args.AddRange(["-framerate", rate.ToString(CultureInfo.InvariantCulture)]);
        (int? width, int? height) = mode is null ? (source.Camera.Width, source.Camera.Height)
            : (mode.Width, mode.Height);
        if (width is not null && height is not null)
            args.AddRange(["-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}")]);
        args.AddRange(["-i", CameraApi.InputOf(source.Target)]);
        return args;
    }
}
