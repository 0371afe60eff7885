namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The IHDR chunk, checked.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorKind Color, bool Interlaced)
{
    internal int BitsPerPixel => BitDepth * Color switch
    {
        PngColorKind.Rgb => 3,
        PngColorKind.GrayAlpha => 2,
        PngColorKind.Rgba => 4,
        _ => 1,
    };

    internal static PngHeader Read(ReadOnlySpan<byte> chunk)
    {
        ByteReader reader = new("PNG", chunk);
        uint width = reader.ReadUInt32BigEndian();
        uint height = reader.ReadUInt32BigEndian();
        int depth = reader.ReadByte();
        PngColorKind color = (PngColorKind)reader.ReadByte();
        int compression = reader.ReadByte();
        int filter = reader.ReadByte();
        int interlace = reader.ReadByte();
        bool depthFits = color switch
        {
            PngColorKind.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColorKind.Palette => depth is 1 or 2 or 4 or 8,
            PngColorKind.Rgb or PngColorKind.GrayAlpha or PngColorKind.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!depthFits)
        {
            throw new InvalidImageContentException(
                $"PNG: colour type {(byte)color} with {depth} bits does not exist.");
        }

        if (compression != 0 || filter != 0 || interlace > 1)
        {
            throw new InvalidImageContentException(
                $"PNG: unknown compression {compression}, filter {filter} or interlace method {interlace}.");
        }

        PixelLimit.Check("PNG", width, height, 0, 0);
        return new PngHeader((int)width, (int)height, depth, color, interlace == 1);
    }

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without the filter byte.</summary>
    internal int RowBytes(int width) => (int)((((long)width * BitsPerPixel) + 7) / 8);
}
