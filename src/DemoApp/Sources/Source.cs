using System.Collections.Immutable;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>One source that frames come from.</summary>
/// <param name="Text">As the user wrote it, or the file of a folder or glob.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Target">What to open: path, address, the camera's number, path or name, ffmpeg's graph.</param>
internal sealed record Source(string Text, SourceKind Kind, string Target)
{
    // ffmpeg reads many more; these are what a folder of videos holds.
    private static readonly ImmutableArray<string> VideoEndings =
    [
        ".mp4", ".mkv", ".webm", ".mov", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".wmv", ".flv", ".ogv", ".3gp",
        ".mjpeg", ".gif",
    ];

    private static readonly ImmutableArray<string> PictureEndings = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>What of a camera's mode the user asked for.</summary>
    public CameraRequest Camera { get; init; } = CameraRequest.Any;

    /// <summary>True if frames come at their own pace, so that only the latest one counts.</summary>
    public bool IsLive => Kind is SourceKind.Camera or SourceKind.Stream or SourceKind.Generated;

    /// <summary>True if it is a sequence of frames in time.</summary>
    public bool IsMoving => Kind is not SourceKind.Picture;

    /// <summary>True if the name ends as a video's or a picture's: what folders are searched for.</summary>
    public static bool IsMedia(string path) => IsVideo(path) || EndsAs(PictureEndings, path);

    /// <summary>The source of a file: a video by the ending of its name, else a picture.</summary>
    public static Source OfFile(string path) => new(path, IsVideo(path) ? SourceKind.Video : SourceKind.Picture, path);

    /// <summary>Reads a text that names no file: a camera, an address, or a source that the program makes.</summary>
    /// <returns>Null if the text is none of these.</returns>
    /// <exception cref="BadInputException">It is one, but not written right.</exception>
    public static Source? TryParse(string text)
    {
        if (text is "camera" || text.StartsWith("camera:", StringComparison.Ordinal))
        {
            (string target, CameraRequest request) = CameraRequest.Parse(text);
            return new Source(text, SourceKind.Camera, target) { Camera = request };
        }

        if (text.StartsWith("lavfi:", StringComparison.Ordinal))
            return new Source(text, SourceKind.Generated, text["lavfi:".Length..]);
        if (text is "pictures")
            return new Source(text, SourceKind.Pictures, "");
        if (text is "synthetic")
            return new Source(text, SourceKind.Synthetic, "");
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            return null;
        return text[..scheme].ToLowerInvariant() switch
        {
            "rtsp" or "rtsps" or "rtmp" or "rtmps" or "udp" or "tcp" or "srt" or "rtp" =>
                new Source(text, SourceKind.Stream, text),
            "http" or "https" => new Source(text, IsVideo(PathOf(text)) ? SourceKind.Video : SourceKind.Stream, text),
            _ => throw new BadInputException(
                $"'{text}': addresses start with rtsp, rtmp, http, https, udp, tcp, srt or rtp; files have a path."),
        };
    }

    // An address without what follows its path.
    private static string PathOf(string address)
    {
        int end = address.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? address : address[..end];
    }

    private static bool IsVideo(string path) => EndsAs(VideoEndings, path);

    private static bool EndsAs(ImmutableArray<string> endings, string path) =>
        endings.Contains(Path.GetExtension(path).ToLowerInvariant());
}
