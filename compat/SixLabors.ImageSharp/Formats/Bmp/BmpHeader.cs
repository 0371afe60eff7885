using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>File header, one of the seven information headers, bit masks and palette.</summary>
internal sealed class BmpHeader
{
    private const int CoreHeaderLength = 12;
    private const int InfoHeaderLength = 40;
    private const int FirstHeaderWithMasks = 52;
    private const int FirstHeaderWithAlphaMask = 56;
    private const int MaxHeaderLength = 124;

    internal int Width { get; private init; }

    internal int Height { get; private init; }

    /// <summary>The first row of the file is the top.</summary>
    internal bool TopDown { get; private init; }

    internal int BitsPerPixel { get; private init; }

    internal BmpCompression Compression { get; private init; }

    /// <summary>256 colours, black where the file has none; empty above 8 bits a pixel.</summary>
    internal Rgba32[] Palette { get; private init; } = [];

    /// <summary>Bits of red, green, blue and alpha in pixels of 16 and 32 bits.</summary>
    internal uint[] Masks { get; private init; } = [];

    /// <summary>Where in the file the pixels start.</summary>
    internal long PixelOffset { get; private init; }

    /// <summary>Bytes from one row to the next.</summary>
    internal int Stride => (int)((((long)Width * BitsPerPixel) + 31) / 32 * 4);

    internal static BmpHeader Read(ReadOnlySpan<byte> file)
    {
        ByteReader reader = new("BMP", file);
        reader.Take(10);
        uint pixelOffset = reader.ReadUInt32LittleEndian();
        uint length = reader.ReadUInt32LittleEndian();
        bool core = length == CoreHeaderLength;
        if (!core && length is not 16 and (< InfoHeaderLength or > MaxHeaderLength))
            throw new InvalidImageContentException($"BMP: a header of {length} bytes is unknown.");
        // Headers only grew at the end: what a short one lacks is zero.
        byte[] fields = new byte[MaxHeaderLength];
        reader.Take(length - 4).CopyTo(fields);
        ByteReader info = new("BMP", fields);
        int width = core ? info.ReadUInt16LittleEndian() : info.ReadInt32LittleEndian();
        int height = core ? info.ReadUInt16LittleEndian() : info.ReadInt32LittleEndian();
        info.ReadUInt16LittleEndian();
        int bits = info.ReadUInt16LittleEndian();
        BmpCompression compression = (BmpCompression)info.ReadUInt32LittleEndian();
        info.Take(12);
        uint colorsUsed = info.ReadUInt32LittleEndian();
        info.Take(4);
        CheckEncoding(bits, compression);
        PixelLimit.Check("BMP", width, Math.Abs((long)height), 0, 0);
        uint[] masks = ReadMasks(length, bits, compression, ref info, ref reader);
        Rgba32[] palette = bits > 8 ? [] : ReadPalette(bits, core, colorsUsed, pixelOffset, ref reader);
        return new BmpHeader
        {
            Width = width,
            Height = Math.Abs(height),
            TopDown = height < 0,
            BitsPerPixel = bits,
            Compression = compression,
            Masks = masks,
            Palette = palette,
            PixelOffset = Math.Max(pixelOffset, reader.Position),
        };
    }

    private static void CheckEncoding(int bits, BmpCompression compression)
    {
        bool known = compression switch
        {
            BmpCompression.Rgb => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.Rle8 => bits == 8,
            BmpCompression.Rle4 => bits == 4,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => bits is 16 or 32,
            _ => false,
        };
        if (!known)
        {
            throw new InvalidImageContentException(
                $"BMP: {bits} bits a pixel with compression {(uint)compression} are not supported.");
        }
    }

    private static uint[] ReadMasks(
        uint length, int bits, BmpCompression compression, ref ByteReader info, ref ByteReader reader)
    {
        uint[] masks = bits == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0];
        if (compression is not (BmpCompression.BitFields or BmpCompression.AlphaBitFields))
            return masks;
        // The masks became part of the header; an older one has them behind it.
        bool inside = length >= FirstHeaderWithMasks;
        bool hasAlpha = inside ? length >= FirstHeaderWithAlphaMask : compression == BmpCompression.AlphaBitFields;
        for (int i = 0; i < (hasAlpha ? 4 : 3); i++)
            masks[i] = inside ? info.ReadUInt32LittleEndian() : reader.ReadUInt32LittleEndian();
        return masks;
    }

    private static Rgba32[] ReadPalette(int bits, bool core, uint colorsUsed, uint pixelOffset, ref ByteReader reader)
    {
        int entryLength = core ? 3 : 4;
        long count = colorsUsed == 0 ? 1 << bits : Math.Min(colorsUsed, 256);
        long space = pixelOffset > reader.Position ? pixelOffset - reader.Position : long.MaxValue;
        count = Math.Min(count, space / entryLength);
        Rgba32[] palette = new Rgba32[256];
        Array.Fill(palette, new Rgba32(0, 0, 0));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = reader.Take(entryLength);
            palette[i] = new Rgba32(entry[2], entry[1], entry[0]);
        }

        return palette;
    }
}
