using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>The run-length codes of 4- and 8-bit bitmaps. Pixels that they leave out are black.</summary>
internal static class BmpRunLength
{
    private const int EndOfLine = 0;
    private const int EndOfBitmap = 1;
    private const int Delta = 2;

    internal static void Decode(BmpHeader header, ReadOnlySpan<byte> data, Span<Rgba32> pixels)
    {
        pixels.Fill(new Rgba32(0, 0, 0));
        int bits = header.BitsPerPixel;
        ByteReader reader = new("BMP", data);
        int x = 0, y = 0;
        while (y < header.Height)
        {
            int count = reader.ReadByte();
            int code = reader.ReadByte();
            if (count > 0)
            {
                Span<Rgba32> target = Target(header, pixels, x, y, count);
                for (int i = 0; i < target.Length; i++)
                    target[i] = header.Palette[bits == 8 ? code : (i % 2 == 0 ? code >> 4 : code & 15)];
                x = Math.Min(x + count, header.Width);
            }
            else if (code == EndOfLine)
            {
                (x, y) = (0, y + 1);
            }
            else if (code == EndOfBitmap)
            {
                return;
            }
            else if (code == Delta)
            {
                x = Math.Min(x + reader.ReadByte(), header.Width);
                y += reader.ReadByte();
            }
            else
            {
                // So many pixels one by one, padded to whole words.
                ReadOnlySpan<byte> literals = reader.Take(((code * bits) + 15) / 16 * 2);
                Span<Rgba32> target = Target(header, pixels, x, y, code);
                for (int i = 0; i < target.Length; i++)
                {
                    int index = bits == 8 ? literals[i] : (literals[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
                    target[i] = header.Palette[index];
                }

                x = Math.Min(x + code, header.Width);
            }
        }
    }

    /// <summary>
    /// Up to <paramref name="count"/> pixels from (x, y) on, where y counts from the file's first row.
    /// </summary>
    private static Span<Rgba32> Target(BmpHeader header, Span<Rgba32> pixels, int x, int y, int count)
    {
        int row = header.TopDown ? y : header.Height - 1 - y;
        return pixels.Slice((row * header.Width) + x, Math.Min(count, header.Width - x));
    }
}
