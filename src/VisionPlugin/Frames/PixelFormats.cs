namespace VisionPlugin.Frames;

/// <summary>Facts about pixel formats.</summary>
public static class PixelFormats
{
    /// <summary>Bytes of one pixel; of <see cref="PixelFormat.Nv12"/> those in the plane of brightness.</summary>
    public static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Rgba32 or PixelFormat.Bgra32 => 4,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3,
        PixelFormat.Yuyv => 2,
        PixelFormat.Gray8 or PixelFormat.Nv12 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a pixel format."),
    };

    /// <summary>Byte within a pixel that holds red, green and blue; all 0 for grey.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The format has brightness and colour differences instead.
    /// </exception>
    public static (int Red, int Green, int Blue) ByteOrder(PixelFormat format) => format switch
    {
        PixelFormat.Rgba32 or PixelFormat.Rgb24 => (0, 1, 2),
        PixelFormat.Bgra32 or PixelFormat.Bgr24 => (2, 1, 0),
        PixelFormat.Gray8 => (0, 0, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of red, green and blue."),
    };

    /// <summary>
    /// True for formats of brightness and colour differences, which <see cref="YuvEncoding"/> is about.
    /// </summary>
    public static bool IsYuv(PixelFormat format) => format is PixelFormat.Nv12 or PixelFormat.Yuyv;

    /// <summary>Bytes of the pixels of a row; of <see cref="PixelFormat.Nv12"/> in the plane of brightness.</summary>
    public static int RowBytes(PixelFormat format, int width) =>
        format == PixelFormat.Yuyv ? ChromaRowBytes(width) * 2 : checked(width * BytesPerPixel(format));

    /// <summary>Bytes of a row of <see cref="PixelFormat.Nv12"/>'s second plane.</summary>
    internal static int ChromaRowBytes(int width) => checked(width + (width & 1));
}
