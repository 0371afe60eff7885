using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Turns rows of components into pixels.</summary>
internal static class JpegColorConverter
{
    private const int FactorBits = 16;
    private const int Half = 1 << (FactorBits - 1);

    // JFIF 1.02, which is ITU-R BT.601 with full range.
    private const int RedOfCr = (int)((1.40200 * (1 << FactorBits)) + 0.5);
    private const int GreenOfCb = (int)((0.34414 * (1 << FactorBits)) + 0.5);
    private const int GreenOfCr = (int)((0.71414 * (1 << FactorBits)) + 0.5);
    private const int BlueOfCb = (int)((1.77200 * (1 << FactorBits)) + 0.5);

    /// <param name="space">What the rows stand for.</param>
    /// <param name="a">The first component, which all spaces have.</param>
    /// <param name="b">The second one, or empty.</param>
    /// <param name="c">The third one, or empty.</param>
    /// <param name="d">The fourth one, or empty.</param>
    /// <param name="target">A row of opaque pixels.</param>
    internal static void Convert(
        JpegColorSpace space,
        ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d, Span<Rgba32> target)
    {
        switch (space)
        {
            case JpegColorSpace.Gray:
                for (int x = 0; x < target.Length; x++)
                    target[x] = new Rgba32(a[x], a[x], a[x]);
                break;
            case JpegColorSpace.Rgb:
                for (int x = 0; x < target.Length; x++)
                    target[x] = new Rgba32(a[x], b[x], c[x]);
                break;
            case JpegColorSpace.YCbCr:
                ConvertYCbCr(a, b, c, target);
                break;
            case JpegColorSpace.Cmyk:
                for (int x = 0; x < target.Length; x++)
                    target[x] = new Rgba32(Scale(a[x], d[x]), Scale(b[x], d[x]), Scale(c[x], d[x]));
                break;
            default:
                ConvertYCbCr(a, b, c, target);
                for (int x = 0; x < target.Length; x++)
                {
                    (int cyan, int magenta, int yellow) = (255 - target[x].R, 255 - target[x].G, 255 - target[x].B);
                    target[x] = new Rgba32(Scale(cyan, d[x]), Scale(magenta, d[x]), Scale(yellow, d[x]));
                }

                break;
        }
    }

    private static void ConvertYCbCr(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<Rgba32> target)
    {
        Span<int> packed = MemoryMarshal.Cast<Rgba32, int>(target);
        int x = 0;
        for (; x <= target.Length - 8; x += 8)
            ConvertEight(luma[x..], blue[x..], red[x..]).CopyTo(packed[x..]);
        if (x == target.Length)
            return;

        // The end of the row, in vectors that are partly empty.
        Span<byte> rest = stackalloc byte[24];
        rest.Clear();
        luma[x..target.Length].CopyTo(rest);
        blue[x..target.Length].CopyTo(rest[8..]);
        red[x..target.Length].CopyTo(rest[16..]);
        Span<int> last = stackalloc int[8];
        ConvertEight(rest, rest[8..], rest[16..]).CopyTo(last);
        last[..(target.Length - x)].CopyTo(packed[x..]);
    }

    /// <summary>Eight pixels, red in the lowest byte of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ConvertEight(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red)
    {
        Vector256<int> y = (Widen(luma) << FactorBits) + Vector256.Create(Half);
        Vector256<int> cb = Widen(blue) - Vector256.Create(128);
        Vector256<int> cr = Widen(red) - Vector256.Create(128);
        Vector256<int> r = ToByte(y + (cr * RedOfCr));
        Vector256<int> g = ToByte(y - (cb * GreenOfCb) - (cr * GreenOfCr));
        Vector256<int> b = ToByte(y + (cb * BlueOfCb));
        return r | (g << 8) | (b << 16) | Vector256.Create(0xFF << 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ReadOnlySpan<byte> samples)
    {
        ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(samples);
        Vector128<ushort> shorts = Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte());
        return Vector256.WidenLower(shorts.ToVector256Unsafe()).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ToByte(Vector256<int> samples) => Vector256.Min(
        Vector256.Max(samples >> FactorBits, Vector256<int>.Zero), Vector256.Create(255));

    /// <summary>Light that passes both the coloured and the black ink, rounded.</summary>
    private static byte Scale(int color, int black) => (byte)(((color * black) + 127) / 255);
}
