using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Cpu.Integers;

/// <summary>
/// The innermost product of 16-bit integers into 32-bit sums, exact unless they wrap around: 16 rows of a packed panel
/// times 4 columns at once, in 8 registers of sums.
/// </summary>
internal static unsafe class IntegerTile
{
    /// <summary>Rows of a panel.</summary>
    public const int Rows = 16;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 4;

    /// <summary>sums[column][row] = start[row] + sum over the depth of panel(row) * column.</summary>
    /// <param name="panel">A panel of <see cref="PackedShorts"/>.</param>
    /// <param name="columns">The first column; each is <paramref name="step"/> elements after the one before.</param>
    /// <param name="step">Distance of columns.</param>
    /// <param name="pairs">Half the depth.</param>
    /// <param name="start">16 numbers that the sums start at.</param>
    /// <param name="sums">Room for 4 times 16 sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(short* panel, short* columns, nint step, int pairs, int* start, int* sums)
    {
        Vector256<int> a0 = Vector256.Load(start), a1 = Vector256.Load(start + 8), b0 = a0, b1 = a1;
        Vector256<int> c0 = a0, c1 = a1, d0 = a0, d1 = a1;
        int* a = (int*)columns, b = (int*)(columns + step), c = (int*)(columns + (2 * step)), d = (int*)(columns + (3 * step));
        for (int i = 0; i < pairs; i++, panel += 2 * Rows)
        {
            Vector256<short> low = Vector256.Load(panel), high = Vector256.Load(panel + Rows);
            Vector256<short> pair = Vector256.Create(a[i]).AsInt16();
            a0 += Products(low, pair);
            a1 += Products(high, pair);
            pair = Vector256.Create(b[i]).AsInt16();
            b0 += Products(low, pair);
            b1 += Products(high, pair);
            pair = Vector256.Create(c[i]).AsInt16();
            c0 += Products(low, pair);
            c1 += Products(high, pair);
            pair = Vector256.Create(d[i]).AsInt16();
            d0 += Products(low, pair);
            d1 += Products(high, pair);
        }

        a0.Store(sums);
        a1.Store(sums + 8);
        b0.Store(sums + 16);
        b1.Store(sums + 24);
        c0.Store(sums + 32);
        c1.Store(sums + 40);
        d0.Store(sums + 48);
        d1.Store(sums + 56);
    }

    // The sum of each pair's two products.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(a, b);
        Vector256<int> x = a.AsInt32(), y = b.AsInt32();
        return ((x >> 16) * (y >> 16)) + (((x << 16) >> 16) * ((y << 16) >> 16));
    }
}
