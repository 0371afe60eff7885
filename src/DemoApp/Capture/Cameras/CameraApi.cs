using System.Globalization;

namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>What ffmpeg calls the camera system of each platform, and how it names a camera there.</summary>
internal static class CameraApi
{
    public const string Linux = "v4l2", Windows = "dshow", Mac = "avfoundation";

    /// <summary>This platform's.</summary>
    public static string Current => OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? Mac : Linux;

    /// <summary>What stands after <c>-i</c> for a camera's number, path or name.</summary>
    public static string InputOf(string target) => InputOf(Current, target);

    /// <summary>The same for any platform.</summary>
    public static string InputOf(string api, string target) => api switch
    {
        Windows => $"video={target}",
        Mac => $"{target}:none",
        _ => int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? $"/dev/video{number}" : target,
    };

    /// <summary>
    /// The option that chooses a format: what is compressed is chosen elsewhere than pixel formats on Windows and
    /// Mac.
    /// </summary>
    public static string FormatOption(string format) => FormatOption(Current, format);

    /// <summary>The same for any platform.</summary>
    public static string FormatOption(string api, string format) => api switch
    {
        Windows => format is "mjpeg" or "h264" or "hevc" ? "-vcodec" : "-pixel_format",
        Mac => "-pixel_format",
        _ => "-input_format",
    };
}
