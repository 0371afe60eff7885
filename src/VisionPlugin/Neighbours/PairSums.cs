using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VisionPlugin.Neighbours;

/// <summary>
/// Sums over two vectors, in single precision and in the same order on every machine, so that results are the same to the
/// bit; in double precision where single precision has no numbers for them.
/// </summary>
internal static class PairSums
{
    private const int Lanes = 8;

    // Below, single precision loses digits; above, it has none left.
    private const float Least = 1e-30f, Most = 1e37f;

    /// <summary>Sum of a * b.</summary>
    public static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Sum<ProductTerm>(a, b);

    /// <summary>Sum of (a - b)^2.</summary>
    public static double Squares(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Sum<SquareTerm>(a, b);

    // Four sums side by side hide the time that an addition takes. No fused multiply-add: not every machine has it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum<TTerm>(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        where TTerm : struct, IPairTerm
    {
        Debug.Assert(a.Length == b.Length);
        ref float first = ref MemoryMarshal.GetReference(a), second = ref MemoryMarshal.GetReference(b);
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint length = (nuint)a.Length, i = 0;
        for (; i + (4 * Lanes) <= length; i += 4 * Lanes)
        {
            sum0 += TTerm.Of(Vector256.LoadUnsafe(ref first, i), Vector256.LoadUnsafe(ref second, i));
            sum1 += TTerm.Of(Vector256.LoadUnsafe(ref first, i + Lanes), Vector256.LoadUnsafe(ref second, i + Lanes));
            nuint third = i + (2 * Lanes), fourth = i + (3 * Lanes);
            sum2 += TTerm.Of(Vector256.LoadUnsafe(ref first, third), Vector256.LoadUnsafe(ref second, third));
            sum3 += TTerm.Of(Vector256.LoadUnsafe(ref first, fourth), Vector256.LoadUnsafe(ref second, fourth));
        }

        for (; i + Lanes <= length; i += Lanes)
            sum0 += TTerm.Of(Vector256.LoadUnsafe(ref first, i), Vector256.LoadUnsafe(ref second, i));
        Vector256<float> eight = sum0 + sum1 + (sum2 + sum3);
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        double sum = (double)four[0] + four[1] + four[2] + four[3];
        for (; i < length; i++)
            sum += TTerm.Of(Unsafe.Add(ref first, i), Unsafe.Add(ref second, i));
        return Math.Abs(sum) is >= Least and <= Most ? sum : Precise<TTerm>(a, b);
    }

    private static double Precise<TTerm>(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        where TTerm : struct, IPairTerm
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += TTerm.Of(a[i], b[i]);
        return sum;
    }

    private readonly struct ProductTerm : IPairTerm
    {
        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => a * b;

        public static double Of(double a, double b) => a * b;
    }

    private readonly struct SquareTerm : IPairTerm
    {
        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b)
        {
            Vector256<float> difference = a - b;
            return difference * difference;
        }

        public static double Of(double a, double b) => (a - b) * (a - b);
    }
}
