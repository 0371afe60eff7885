using System.Buffers.Binary;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Decodes Windows and OS/2 bitmaps.</summary>
internal static class BmpReader
{
    internal static ReadOnlySpan<byte> Signature => "BM"u8;

    internal static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        BmpHeader header = BmpHeader.Read(file);
        return new ImageInfo(header.Width, header.Height);
    }

    internal static DecodedImage Decode(ReadOnlySpan<byte> file)
    {
        BmpHeader header = BmpHeader.Read(file);
        ReadOnlySpan<byte> data = file[(int)Math.Min(header.PixelOffset, file.Length)..];
        bool runs = header.Compression is BmpCompression.Rle8 or BmpCompression.Rle4;
        // A last row without its padding is whole. Runs may leave out pixels, but hardly thousands a byte.
        long leastBytes = runs
            ? (long)header.Width * header.Height / 4096
            : ((header.Height - 1L) * header.Stride) + ((((long)header.Width * header.BitsPerPixel) + 7) / 8);
        PixelLimit.Check("BMP", header.Width, header.Height, Math.Max(1, leastBytes), data.Length);
        Rgba32[] pixels = new Rgba32[header.Width * header.Height];
        if (runs)
            BmpRunLength.Decode(header, data, pixels);
        else
            ReadRows(header, data, pixels);
        return new DecodedImage(header.Width, header.Height, pixels, ExifOrientation.TopLeft);
    }

    private static void ReadRows(BmpHeader header, ReadOnlySpan<byte> data, Span<Rgba32> pixels)
    {
        BmpBitField[] fields = [.. header.Masks.Select(mask => new BmpBitField(mask))];
        for (int y = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = data[(y * header.Stride)..];
            int targetY = header.TopDown ? y : header.Height - 1 - y;
            Span<Rgba32> target = pixels.Slice(targetY * header.Width, header.Width);
            if (header.BitsPerPixel <= 8)
                ReadIndexes(row, header.BitsPerPixel, header.Palette, target);
            else if (header.BitsPerPixel == 24)
                ReadRgb(row, target);
            else
                ReadFields(row, header.BitsPerPixel, fields, target);
        }

        if (header is { BitsPerPixel: 32, Compression: BmpCompression.Rgb })
            ReadUndeclaredAlpha(header, data, pixels);
    }

    private static void ReadIndexes(ReadOnlySpan<byte> row, int bits, Rgba32[] palette, Span<Rgba32> target)
    {
        int mask = (1 << bits) - 1;
        for (int x = 0, bit = 0; x < target.Length; x++, bit += bits)
            target[x] = palette[(row[bit >> 3] >> (8 - bits - (bit & 7))) & mask];
    }

    private static void ReadRgb(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        row = row[..(3 * target.Length)];
        for (int x = 0, i = 0; x < target.Length; x++, i += 3)
            target[x] = new Rgba32(row[i + 2], row[i + 1], row[i]);
    }

    private static void ReadFields(ReadOnlySpan<byte> row, int bits, BmpBitField[] fields, Span<Rgba32> target)
    {
        BmpBitField red = fields[0], green = fields[1], blue = fields[2], alpha = fields[3];
        for (int x = 0; x < target.Length; x++)
        {
            uint pixel = bits == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
            target[x] = new Rgba32(red.Read(pixel), green.Read(pixel), blue.Read(pixel), alpha.Read(pixel));
        }
    }

    /// <summary>
    /// The fourth byte of a plain 32-bit pixel is unused by the format; if any is set, a writer meant alpha.
    /// </summary>
    private static void ReadUndeclaredAlpha(BmpHeader header, ReadOnlySpan<byte> data, Span<Rgba32> pixels)
    {
        bool used = false;
        for (int i = 3; i < pixels.Length * 4 && !used; i += 4)
            used = data[i] != 0;
        for (int i = 0; used && i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, header.Width);
            int targetY = header.TopDown ? y : header.Height - 1 - y;
            pixels[(targetY * header.Width) + x].A = data[(4 * i) + 3];
        }
    }
}
