using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Turns unfiltered rows of samples into pixels.</summary>
internal sealed class PngRowConverter
{
    private readonly PngHeader _header;

    /// <summary>
    /// The pixel of each value of a one-sample pixel of up to 8 bits: palette, grey and transparency in one.
    /// </summary>
    private readonly Rgba32[] _pixelOfSample = [];

    /// <summary>The samples of the one colour that is transparent, or null.</summary>
    private readonly ushort[]? _transparentColor;

    internal PngRowConverter(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        _header = header;
        int channels = header.Color == PngColorKind.Rgb ? 3 : 1;
        if (header.Color is PngColorKind.Gray or PngColorKind.Rgb && transparency.Length >= 2 * channels)
        {
            _transparentColor = new ushort[channels];
            for (int i = 0; i < channels; i++)
                _transparentColor[i] = BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * i)..]);
        }

        if (header.Color == PngColorKind.Palette)
            _pixelOfSample = PaletteTable(palette, transparency);
        else if (header.Color == PngColorKind.Gray && header.BitDepth <= 8)
            _pixelOfSample = GrayTable(header.BitDepth, _transparentColor);
    }

    /// <summary>Converts as many pixels as <paramref name="target"/> has.</summary>
    internal void Convert(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        switch (_header.Color, _header.BitDepth)
        {
            case (PngColorKind.Gray or PngColorKind.Palette, <= 8):
                ConvertSamples(row, target);
                break;
            case (PngColorKind.Gray, _):
                ConvertGray16(row, target);
                break;
            case (PngColorKind.Rgb, 8):
                ConvertRgb8(row, target);
                break;
            case (PngColorKind.Rgb, _):
                ConvertRgb16(row, target);
                break;
            case (PngColorKind.GrayAlpha, 8):
                for (int x = 0; x < target.Length; x++)
                    target[x] = new Rgba32(row[2 * x], row[2 * x], row[2 * x], row[(2 * x) + 1]);
                break;
            case (PngColorKind.GrayAlpha, _):
                for (int x = 0; x < target.Length; x++)
                {
                    byte gray = Round(row, 2 * x);
                    target[x] = new Rgba32(gray, gray, gray, Round(row, (2 * x) + 1));
                }

                break;
            case (PngColorKind.Rgba, 8):
                MemoryMarshal.Cast<byte, Rgba32>(row)[..target.Length].CopyTo(target);
                break;
            default:
                for (int x = 0, i = 0; x < target.Length; x++, i += 4)
                    target[x] = new Rgba32(Round(row, i), Round(row, i + 1), Round(row, i + 2), Round(row, i + 3));
                break;
        }
    }

    /// <summary>Missing palette entries stay black.</summary>
    private static Rgba32[] PaletteTable(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> alpha)
    {
        if (palette.Length < 3 || palette.Length % 3 != 0)
            throw new InvalidImageContentException($"PNG: a palette of {palette.Length} bytes.");
        Rgba32[] table = new Rgba32[256];
        Array.Fill(table, new Rgba32(0, 0, 0));
        int count = Math.Min(palette.Length / 3, table.Length);
        for (int i = 0; i < count; i++)
        {
            byte a = i < alpha.Length ? alpha[i] : byte.MaxValue;
            table[i] = new Rgba32(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2], a);
        }

        return table;
    }

    private static Rgba32[] GrayTable(int bitDepth, ushort[]? transparent)
    {
        int max = (1 << bitDepth) - 1;
        Rgba32[] table = new Rgba32[max + 1];
        for (int i = 0; i <= max; i++)
        {
            byte gray = (byte)(i * 255 / max);
            table[i] = new Rgba32(gray, gray, gray, transparent?[0] == i ? byte.MinValue : byte.MaxValue);
        }

        return table;
    }

    private void ConvertSamples(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        Rgba32[] table = _pixelOfSample;
        int depth = _header.BitDepth;
        if (depth == 8)
        {
            for (int x = 0; x < target.Length; x++)
                target[x] = table[row[x]];
            return;
        }

        int mask = (1 << depth) - 1;
        for (int x = 0, bit = 0; x < target.Length; x++, bit += depth)
            target[x] = table[(row[bit >> 3] >> (8 - depth - (bit & 7))) & mask];
    }

    private void ConvertGray16(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            byte gray = Round(row, x);
            bool transparent = _transparentColor is { } color && color[0] == Sample16(row, x);
            target[x] = new Rgba32(gray, gray, gray, transparent ? byte.MinValue : byte.MaxValue);
        }
    }

    private void ConvertRgb8(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        row = row[..(3 * target.Length)];
        for (int x = 0, i = 0; x < target.Length; x++, i += 3)
            target[x] = new Rgba32(row[i], row[i + 1], row[i + 2]);
        if (_transparentColor is not { } color)
            return;
        foreach (ref Rgba32 pixel in target)
        {
            if (pixel.R == color[0] && pixel.G == color[1] && pixel.B == color[2])
                pixel.A = 0;
        }
    }

    private void ConvertRgb16(ReadOnlySpan<byte> row, Span<Rgba32> target)
    {
        for (int x = 0, i = 0; x < target.Length; x++, i += 3)
        {
            bool transparent = _transparentColor is { } color && color[0] == Sample16(row, i)
                && color[1] == Sample16(row, i + 1) && color[2] == Sample16(row, i + 2);
            byte alpha = transparent ? byte.MinValue : byte.MaxValue;
            target[x] = new Rgba32(Round(row, i), Round(row, i + 1), Round(row, i + 2), alpha);
        }
    }

    private static ushort Sample16(ReadOnlySpan<byte> row, int index) =>
        BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);

    /// <summary>The nearest of 256 levels: v * 255 / 65535, rounded.</summary>
    private static byte Round(ReadOnlySpan<byte> row, int index) =>
        (byte)(((Sample16(row, index) * 255) + 32895) >> 16);
}
