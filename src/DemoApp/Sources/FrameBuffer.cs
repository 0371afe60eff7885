using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>
/// Memory for one frame, filled again and again by an <see cref="IFrameReader"/>. It belongs to whoever made it; nobody
/// else keeps a reference. Its array changes only when frames of another size come.
/// </summary>
internal sealed class FrameBuffer
{
    /// <summary>The pixels, top row first, rows without gaps; exactly one frame long.</summary>
    public byte[] Pixels { get; private set; } = [];

    /// <summary>Columns; 0 before the first frame.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>How a pixel lies in memory.</summary>
    public PixelFormat Format { get; private set; }

    /// <summary>Which frame it is, and when it was taken.</summary>
    public FrameStamp Stamp { get; set; }

    /// <summary>The frame as a view of this memory.</summary>
    public Frame Frame => new(Pixels, Width, Height, Format);

    /// <summary>Makes room for a frame of another size or format; the pixels are then undefined.</summary>
    public void Resize(int width, int height, PixelFormat format)
    {
        int length = checked(PixelFormats.RowBytes(format, width) * height);
        if (format == PixelFormat.Nv12)
            length = checked(length + (ChromaBytes(width) * ((height + 1) / 2)));
        if (Pixels.Length != length)
            Pixels = new byte[length];
        (Width, Height, Format) = (width, height, format);
    }

    /// <summary>Copies a frame whose top row is the first.</summary>
    public void Set(Frame frame, FrameStamp stamp)
    {
        Resize(frame.Width, frame.Height, frame.Format);
        int rowBytes = PixelFormats.RowBytes(Format, Width), chromaBytes = ChromaBytes(Width);
        for (int y = 0; y < Height; y++)
            frame.Row(y).CopyTo(Pixels.AsSpan(y * rowBytes));
        for (int y = 0; Format == PixelFormat.Nv12 && y < Height; y += 2)
            frame.ChromaRow(y).CopyTo(Pixels.AsSpan((Height * rowBytes) + (y / 2 * chromaBytes)));
        Stamp = stamp;
    }

    // A row of the second plane: two bytes for two pixels, the last of which may be missing.
    private static int ChromaBytes(int width) => width + (width % 2);
}
