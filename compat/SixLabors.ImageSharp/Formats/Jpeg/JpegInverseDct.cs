using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// The inverse 8 x 8 cosine transform of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) in 32-bit fixed point.
/// Factors of 13 bits and the columns first give the same samples as libjpeg's default, accurate integer method.
/// </summary>
internal static class JpegInverseDct
{
    private const int FactorBits = 13;

    /// <summary>Undoes the transform's gain of 8.</summary>
    private const int GainBits = 3;

    /// <summary>Transforms a block whose AC coefficients are all zero.</summary>
    internal static void TransformFlat(short dc, int[] quantization, Span<byte> target, int stride, int precision)
    {
        int shift = GainBits + precision - 8;
        int sample = ((dc * quantization[0]) + (1 << (shift - 1))) >> shift;
        byte value = (byte)Math.Clamp(sample + 128, 0, 255);
        for (int y = 0; y < 8; y++)
            target.Slice(y * stride, 8).Fill(value);
    }

    /// <summary>Dequantizes 64 coefficients in natural order and writes 8 rows of 8 samples.</summary>
    /// <param name="block">The coefficients.</param>
    /// <param name="quantization">Their step sizes in natural order.</param>
    /// <param name="target">The samples from the block's upper left corner on.</param>
    /// <param name="stride">Samples from one row of <paramref name="target"/> to the next.</param>
    /// <param name="precision">Bits of a sample in the file; more than 8 are scaled down.</param>
    internal static void Transform(
        ReadOnlySpan<short> block, int[] quantization, Span<byte> target, int stride, int precision)
    {
        // Bits kept between the passes; fewer where the samples are larger, so that 32 bits suffice.
        int keptBits = precision == 8 ? 2 : 1;
        Span<Vector256<int>> lines = stackalloc Vector256<int>[8];
        for (int i = 0; i < 8; i++)
        {
            Vector128<short> row = Vector128.Create(block.Slice(8 * i, 8));
            lines[i] = Vector256.WidenLower(row.ToVector256Unsafe())
                * Vector256.Create((ReadOnlySpan<int>)quantization.AsSpan(8 * i, 8));
        }

        Pass(lines, FactorBits - keptBits);
        Transpose(MemoryMarshal.Cast<Vector256<int>, int>(lines));
        Pass(lines, FactorBits + keptBits + GainBits + precision - 8);

        // Lane y of line x is the sample in column x of row y.
        Vector256<int> left = Pack(lines[0], lines[1], lines[2], lines[3]);
        Vector256<int> right = Pack(lines[4], lines[5], lines[6], lines[7]);
        for (int y = 0; y < 8; y++)
        {
            Span<byte> row = target.Slice(y * stride, 8);
            BinaryPrimitives.WriteInt32LittleEndian(row, left[y]);
            BinaryPrimitives.WriteInt32LittleEndian(row[4..], right[y]);
        }
    }

    /// <summary>Transforms the eight lanes, each along the lines, and shifts the results right with rounding.</summary>
    private static void Pass(Span<Vector256<int>> x, int shift)
    {
        // Even lines: a rotation of 2 and 6 by 3/8 pi, a butterfly of 0 and 4.
        Vector256<int> rotated = (x[2] + x[6]) * Factor(0.541196100);
        Vector256<int> e2 = rotated - (x[6] * Factor(1.847759065));
        Vector256<int> e3 = rotated + (x[2] * Factor(0.765366865));
        Vector256<int> rounding = Vector256.Create(1 << (shift - 1));
        Vector256<int> e0 = ((x[0] + x[4]) << FactorBits) + rounding;
        Vector256<int> e1 = ((x[0] - x[4]) << FactorBits) + rounding;
        Vector256<int> s0 = e0 + e3, s1 = e1 + e2, s2 = e1 - e2, s3 = e0 - e3;

        // Odd lines: figure 8 of the paper, with the rotations' common factors drawn out.
        Vector256<int> sum17 = (x[7] + x[1]) * Factor(-0.899976223);
        Vector256<int> sum35 = (x[5] + x[3]) * Factor(-2.562915447);
        Vector256<int> shared = (x[7] + x[3] + x[5] + x[1]) * Factor(1.175875602);
        Vector256<int> sum37 = ((x[7] + x[3]) * Factor(-1.961570560)) + shared;
        Vector256<int> sum15 = ((x[5] + x[1]) * Factor(-0.390180644)) + shared;
        Vector256<int> o0 = (x[1] * Factor(1.501321110)) + sum17 + sum15;
        Vector256<int> o1 = (x[3] * Factor(3.072711026)) + sum35 + sum37;
        Vector256<int> o2 = (x[5] * Factor(2.053119869)) + sum35 + sum15;
        Vector256<int> o3 = (x[7] * Factor(0.298631336)) + sum17 + sum37;

        x[0] = (s0 + o0) >> shift;
        x[7] = (s0 - o0) >> shift;
        x[1] = (s1 + o1) >> shift;
        x[6] = (s1 - o1) >> shift;
        x[2] = (s2 + o2) >> shift;
        x[5] = (s2 - o2) >> shift;
        x[3] = (s3 + o3) >> shift;
        x[4] = (s3 - o3) >> shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Factor(double value) =>
        Vector256.Create((int)Math.Round(value * (1 << FactorBits)));

    private static void Transpose(Span<int> matrix)
    {
        for (int y = 0; y < 8; y++)
        {
            for (int x = y + 1; x < 8; x++)
                (matrix[(8 * y) + x], matrix[(8 * x) + y]) = (matrix[(8 * x) + y], matrix[(8 * y) + x]);
        }
    }

    /// <summary>Four samples into the four bytes of each lane, after the level shift.</summary>
    private static Vector256<int> Pack(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d) =>
        ToByte(a) | (ToByte(b) << 8) | (ToByte(c) << 16) | (ToByte(d) << 24);

    private static Vector256<int> ToByte(Vector256<int> samples) => Vector256.Min(
        Vector256.Max(samples + Vector256.Create(128), Vector256<int>.Zero), Vector256.Create(255));
}
