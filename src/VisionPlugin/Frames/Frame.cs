namespace VisionPlugin.Frames;

/// <summary>
/// A view of one picture's pixels, wherever they are: nothing is copied, and the memory stays the caller's. Lives on
/// the stack, so it can look at any span: an array, native memory, a mapped buffer.
/// </summary>
public readonly ref struct Frame
{
    /// <summary>Looks at pixels.</summary>
    /// <param name="pixels">
    /// The bytes, from the first pixel of the first row to at least the last one of the last row. The second plane of
    /// <see cref="PixelFormat.Nv12"/> follows the first, in rows of the same stride.
    /// </param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="format">Order of the bytes of a pixel.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">
    /// The size is not positive, the stride too short or the span too small.
    /// </exception>
    public Frame(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format, int stride = 0)
    {
        (Width, Height, Format) = (width, height, format);
        (int length, Stride) = Measure((format, width, height), stride, pixels.Length, nameof(pixels), nameof(stride));
        Pixels = pixels[..length];
        if (format != PixelFormat.Nv12)
            return;
        int start = Math.Min(pixels.Length, checked(height * Stride));
        Chroma = pixels[start..];
        (length, ChromaStride) =
            MeasureChroma((format, width, height), stride, Chroma.Length, nameof(pixels), nameof(stride));
        Chroma = Chroma[..length];
    }

    /// <summary>Looks at the two planes of <see cref="PixelFormat.Nv12"/>.</summary>
    /// <param name="luma">Brightness: a byte a pixel.</param>
    /// <param name="chroma">Colour differences: Cb and Cr for each block of 2 x 2 pixels.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="stride">Bytes from one row of brightness to the next; 0 if there is no gap.</param>
    /// <param name="chromaStride">Bytes from one row of colour differences to the next; 0 if there is no gap.</param>
    /// <exception cref="ArgumentException">
    /// The size is not positive, a stride too short or a span too small.
    /// </exception>
    public Frame(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, int width, int height, int stride = 0, int chromaStride = 0)
    {
        (Width, Height, Format) = (width, height, PixelFormat.Nv12);
        (int length, Stride) = Measure((Format, width, height), stride, luma.Length, nameof(luma), nameof(stride));
        Pixels = luma[..length];
        (length, ChromaStride) =
            MeasureChroma((Format, width, height), chromaStride, chroma.Length, nameof(chroma), nameof(chromaStride));
        Chroma = chroma[..length];
    }

    /// <summary>The bytes, from the first pixel of the first row to the last one of the last row.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>The second plane of <see cref="PixelFormat.Nv12"/>; empty for other formats.</summary>
    public ReadOnlySpan<byte> Chroma { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Bytes from one row to the next in <see cref="Chroma"/>.</summary>
    public int ChromaStride { get; }

    /// <summary>Order of the bytes of a pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>What brightness and colour differences mean; of no account for other formats.</summary>
    public YuvEncoding Yuv { get; init; }

    /// <summary>True if the first row in memory is the bottom of the picture, as OpenGL reads it back.</summary>
    public bool IsBottomUp { get; init; }

    /// <summary>
    /// The bytes of a row's pixels, the top row being 0, without what lies between the rows; of
    /// <see cref="PixelFormat.Nv12"/> those of brightness.
    /// </summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(RowOf(y) * Stride, PixelFormats.RowBytes(Format, Width));

    /// <summary>The colour differences of a row of <see cref="PixelFormat.Nv12"/>; two rows share them.</summary>
    public ReadOnlySpan<byte> ChromaRow(int y) =>
        Chroma.Slice(RowOf(y) / 2 * ChromaStride, PixelFormats.ChromaRowBytes(Width));

    /// <summary>A view of a part of this frame; nothing is copied.</summary>
    /// <param name="area">
    /// The part; where pixels share colour differences it begins with the first of those that do.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The rectangle is empty, not inside the frame, or begins within a pair or block of pixels.
    /// </exception>
    public Frame Crop(PixelRect area)
    {
        area.VerifyInside(Width, Height, nameof(area));
        int row = RowOf(IsBottomUp ? area.Y + area.Height - 1 : area.Y);
        if ((PixelFormats.IsYuv(Format) && area.X % 2 != 0) || (Format == PixelFormat.Nv12 && row % 2 != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(area),
                $"{area} cuts pixels that share colour differences: {Format} needs an even first column"
                + (Format == PixelFormat.Nv12 ? " and an even first row in memory." : "."));
        }

        ReadOnlySpan<byte> pixels = Pixels[((row * Stride) + PixelFormats.RowBytes(Format, area.X))..];
        int chroma = (row / 2 * ChromaStride) + area.X;
        Frame part = Format == PixelFormat.Nv12
            ? new Frame(pixels, Chroma[chroma..], area.Width, area.Height, Stride, ChromaStride)
            : new Frame(pixels, area.Width, area.Height, Format, Stride);
        return part with { Yuv = Yuv, IsBottomUp = IsBottomUp };
    }

    /// <summary>The row in memory that holds row <paramref name="y"/> of the picture.</summary>
    internal int RowOf(int y) => IsBottomUp ? Height - 1 - y : y;

    // Length in bytes and stride of a plane.
    private static (int Length, int Stride) Measure(
        (PixelFormat Format, int Width, int Height) picture, int stride, int length, string spanName, string strideName)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(picture.Width, "width");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(picture.Height, "height");
        int rowBytes = PixelFormats.RowBytes(picture.Format, picture.Width);
        return Measure(picture, "", (rowBytes, picture.Height), stride, length, spanName, strideName);
    }

    private static (int Length, int Stride) MeasureChroma(
        (PixelFormat Format, int Width, int Height) picture, int stride, int length, string spanName,
        string strideName) =>
        Measure(picture, "The colour differences of ",
            (PixelFormats.ChromaRowBytes(picture.Width), (picture.Height + 1) / 2), stride, length, spanName,
            strideName);

    private static (int Length, int Stride) Measure(
        (PixelFormat Format, int Width, int Height) picture, string part, (int Bytes, int Count) rows, int stride,
        int length, string spanName, string strideName)
    {
        stride = stride == 0 ? rows.Bytes : stride;
        string What() => $"{part}{picture.Width} x {picture.Height} {picture.Format} pixels";
        if (stride < rows.Bytes)
            throw new ArgumentException($"{What()}: a row has {rows.Bytes} bytes; the stride is {stride}.", strideName);
        long needed = ((long)(rows.Count - 1) * stride) + rows.Bytes;
        return length >= needed ? ((int)needed, stride) : throw new ArgumentException(
            $"{What()} with stride {stride} need {needed} bytes; there are {length}.", spanName);
    }
}
