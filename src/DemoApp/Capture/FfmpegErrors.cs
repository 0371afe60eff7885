using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// Turns what ffmpeg complained of into one line that says what is wrong with a source and what would help.
/// </summary>
internal static class FfmpegErrors
{
    // The first that is found in a complaint counts. Cameras and addresses fail with the same words for other reasons.
    private static readonly (string Sign, string Meaning)[] OfCameras =
    [
        ("busy", "is in use by another program"),
        ("already in use", "is in use by another program"),
        ("Permission denied", "may not be opened; on Linux: sudo usermod -aG video $USER, then log in again"),
        ("No such device", "was unplugged"),
        ("Input/output error", "was unplugged"),
        ("No such file or directory", "is not there; 'vision cameras' lists those that are"),
        ("Could not find video device", "is not there; 'vision cameras' lists those that are"),
        ("Video device not found", "is not there; 'vision cameras' lists those that are"),
        ("Inappropriate ioctl", "is not a camera; 'vision cameras' lists those that are"),
        ("Not a video capture device", "is not a camera; 'vision cameras' lists those that are"),
        ("Cannot find a proper format", "has no such format; 'vision cameras' lists its modes"),
        ("not supported by the device", "has no such mode; 'vision cameras' lists its modes"),
        ("Could not set video options", "has no such mode; 'vision cameras' lists its modes"),
        ("Invalid argument", "has no such mode; 'vision cameras' lists its modes"),
        ("Unknown input format", "cannot be opened: this ffmpeg was built without support for cameras"),
    ];

    private static readonly (string Sign, string Meaning)[] OfOthers =
    [
        ("Connection refused", "cannot be reached: the connection was refused"),
        ("timed out", "cannot be reached: it does not answer"),
        ("Failed to resolve", "cannot be reached: no such host"),
        ("Name or service not known", "cannot be reached: no such host"),
        ("No route to host", "cannot be reached: no route to the host"),
        ("Network is unreachable", "cannot be reached: there is no network"),
        ("401", "asks for a name and password: write them as rtsp://name:password@host/path"),
        ("403", "cannot be opened: access is forbidden"),
        ("404", "cannot be opened: there is nothing at this address"),
        ("Protocol not found", "cannot be opened: this ffmpeg does not speak the protocol"),
        ("No such file or directory", "does not exist"),
        ("Permission denied", "may not be read"),
        ("Is a directory", "is a folder"),
        ("matches no streams", "holds no video"),
        ("does not contain any stream", "holds no video"),
        ("moov atom not found", "is a damaged video: it was cut off"),
        ("Invalid data found", "is a damaged video, or none"),
        ("No such filter", "names a source that ffmpeg does not have; see 'ffmpeg -filters'"),
        ("Error initializing filter", "cannot be made: see ffmpeg's documentation of lavfi"),
    ];

    /// <summary>What is wrong with a source: <c>camera:0 is in use by another program.</c></summary>
    public static string Describe(Source source, IReadOnlyList<string> complaints)
    {
        foreach ((string sign, string meaning) in source.Kind == SourceKind.Camera ? OfCameras : OfOthers)
        {
            if (complaints.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                return $"{source.Text} {meaning}.";
        }

        return complaints.Count == 0 ? $"{source.Text} broke off."
            : $"{source.Text} broke off: {complaints[^1].TrimEnd('.')}.";
    }
}
