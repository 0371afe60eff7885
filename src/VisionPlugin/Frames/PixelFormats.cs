namespace VisionPlugin.Frames;

/// <summary>Facts about pixel formats.</summary>
public static class PixelFormats
{
    /// <summary>Bytes of one pixel.</summary>
    public static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Rgba32 or PixelFormat.Bgra32 => 4,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3,
        PixelFormat.Gray8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a pixel format."),
    };

    /// <summary>Byte within a pixel that holds red, green and blue; all 0 for grey.</summary>
    public static (int Red, int Green, int Blue) ByteOrder(PixelFormat format) => format switch
    {
        PixelFormat.Rgba32 or PixelFormat.Rgb24 => (0, 1, 2),
        PixelFormat.Bgra32 or PixelFormat.Bgr24 => (2, 1, 0),
        PixelFormat.Gray8 => (0, 0, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a pixel format."),
    };
}
