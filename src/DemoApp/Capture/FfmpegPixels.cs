using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>What ffmpeg calls our pixel formats.</summary>
internal static class FfmpegPixels
{
    /// <summary>The name for <c>-pix_fmt</c>.</summary>
    public static string NameOf(PixelFormat format) => format switch
    {
        PixelFormat.Rgba32 => "rgba",
        PixelFormat.Bgra32 => "bgra",
        PixelFormat.Rgb24 => "rgb24",
        PixelFormat.Bgr24 => "bgr24",
        PixelFormat.Gray8 => "gray",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "ffmpeg has no name for it."),
    };
}
