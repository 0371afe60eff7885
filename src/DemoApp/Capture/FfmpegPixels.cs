using VisionPlugin.DemoApp.Capture.Cameras;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>Our pixel formats as ffmpeg knows them.</summary>
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
        PixelFormat.Nv12 => "nv12",
        PixelFormat.Yuyv => "yuyv422",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "ffmpeg has no name for it."),
    };

    /// <summary>
    /// The format that costs least on its way: that of an uncompressed camera as it is, and NV12, of half the bytes of
    /// RGB, for what comes from a decoder.
    /// </summary>
    public static PixelFormat CheapestFor(Source source, CameraMode? mode) =>
        source.Kind == SourceKind.Camera && mode?.Format == "yuyv422" ? PixelFormat.Yuyv : PixelFormat.Nv12;
}
