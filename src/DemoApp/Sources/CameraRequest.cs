using System.Globalization;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>
/// What of a camera's mode the user asked for: <c>camera:0?size=1280x720&amp;rate=30&amp;format=mjpeg</c>.
/// </summary>
/// <param name="Width">Columns; null for any.</param>
/// <param name="Height">Rows; null for any.</param>
/// <param name="Rate">Frames a second; null for any.</param>
/// <param name="Format">ffmpeg's name of the format (mjpeg, yuyv422, nv12); null for any.</param>
internal sealed record CameraRequest(int? Width, int? Height, double? Rate, string? Format)
{
    /// <summary>Nothing in particular.</summary>
    public static readonly CameraRequest Any = new(null, null, null, null);

    /// <summary>Reads <c>camera</c>, <c>camera:0</c>, <c>camera:/dev/video0?size=640x480</c>.</summary>
    /// <exception cref="BadInputException">An option is unknown or not written right.</exception>
    public static (string Target, CameraRequest Request) Parse(string text)
    {
        string rest = text.Length > "camera:".Length ? text["camera:".Length..] : "0";
        int mark = rest.LastIndexOf('?');
        string target = mark < 0 ? rest : rest[..mark];
        CameraRequest request = Any;
        foreach (string option in mark < 0 ? [] : rest[(mark + 1)..].Split('&'))
        {
            string[] parts = option.Split('=', 2);
            request = (parts[0], parts.Length == 2 ? parts[1] : "") switch
            {
                ("size", { } size) when TryReadSize(size, out int width, out int height) =>
                    request with { Width = width, Height = height },
                ("rate", { } rate) when double.TryParse(rate, CultureInfo.InvariantCulture, out double fps)
                    && fps is > 0 and <= 1000
                    => request with { Rate = fps },
                ("format", { Length: > 0 } format) => request with { Format = format },
                _ => throw new BadInputException(
                    $"'{text}': after ? write size=1280x720, rate=30, format=mjpeg, joined by &; not '{option}'."),
            };
        }

        return (target.Length == 0 ? "0" : target, request);
    }

    /// <summary>Reads <c>1280x720</c>.</summary>
    public static bool TryReadSize(ReadOnlySpan<char> text, out int width, out int height)
    {
        int x = text.IndexOf('x');
        (width, height) = (0, 0);
        return x > 0 && int.TryParse(text[..x], NumberStyles.None, CultureInfo.InvariantCulture, out width)
            && int.TryParse(text[(x + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out height)
            && width is > 0 and <= 16384 && height is > 0 and <= 16384;
    }
}
