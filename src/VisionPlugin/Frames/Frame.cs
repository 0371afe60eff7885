namespace VisionPlugin.Frames;

/// <summary>
/// A view of one picture's pixels, top row first, wherever they are: nothing is copied, and the memory stays the
/// caller's. Lives on the stack, so it can look at any span: an array, native memory, a mapped buffer.
/// </summary>
public readonly ref struct Frame
{
    /// <summary>Looks at pixels.</summary>
    /// <param name="pixels">The bytes, from the first pixel of the top row to at least the last one of the bottom row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="format">Order of the bytes of a pixel.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">The size is not positive, the stride too short or the span too small.</exception>
    public Frame(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format, int stride = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        int rowBytes = checked(width * PixelFormats.BytesPerPixel(format));
        stride = stride == 0 ? rowBytes : stride;
        if (stride < rowBytes)
            throw new ArgumentException($"A row of {width} {format} pixels has {rowBytes} bytes; the stride is {stride}.", nameof(stride));
        long needed = ((long)(height - 1) * stride) + rowBytes;
        if (pixels.Length < needed)
        {
            throw new ArgumentException(
                $"{width} x {height} {format} pixels with stride {stride} need {needed} bytes; there are {pixels.Length}.", nameof(pixels));
        }

        Pixels = pixels[..(int)needed];
        Width = width;
        Height = height;
        Stride = stride;
        Format = format;
    }

    /// <summary>The bytes, from the first pixel of the top row to the last one of the bottom row.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Order of the bytes of a pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>The bytes of a row's pixels, without what lies between the rows.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * Stride, Width * PixelFormats.BytesPerPixel(Format));

    /// <summary>A view of a part of this frame; nothing is copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or not inside the frame.</exception>
    public Frame Crop(PixelRect area)
    {
        area.VerifyInside(Width, Height, nameof(area));
        int start = (area.Y * Stride) + (area.X * PixelFormats.BytesPerPixel(Format));
        return new Frame(Pixels[start..], area.Width, area.Height, Format, Stride);
    }
}
