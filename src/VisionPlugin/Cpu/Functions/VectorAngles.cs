using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>
/// Hyperbolic functions and the inverse functions of a register, to a few units in the last place. NaN and arguments
/// out of range give NaN. Polynomials after S. Moshier, Cephes (asinf, atanf); logarithms of 1 + x by the series of
/// the inverse hyperbolic tangent.
/// </summary>
internal static class VectorAngles
{
    private const float Pi = 3.14159265f, HalfPi = 1.57079633f, QuarterPi = 0.785398163f;

    // Above, x^2 + 1 is x^2 in single precision.
    private const float Large = 1e8f;

    private const float Log2 = 0.693147181f;

    /// <summary>The angle with the sine x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Asin<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        // Beyond 1/2 by the half of the complement: asin(a) = pi/2 - 2 asin(sqrt((1 - a) / 2)).
        TVec a = TVec.Abs(x), half = TVec.Splat(0.5f), outer = TVec.LessThan(half, a);
        TVec square = TVec.Select(outer, half * (TVec.Splat(1) - a), a * a);
        TVec sine = TVec.Select(outer, TVec.Sqrt(square), a), angle = AsinNearZero(sine, square);
        return TVec.CopySign(TVec.Select(outer, TVec.Splat(HalfPi) - (angle + angle), angle), x);
    }

    /// <summary>The angle with the cosine x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Acos<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec a = TVec.Abs(x), half = TVec.Splat(0.5f), zero = TVec.Splat(0), outer = TVec.LessThan(half, a);
        TVec square = TVec.Select(outer, half * (TVec.Splat(1) - a), x * x);
        TVec angle = AsinNearZero(TVec.Select(outer, TVec.Sqrt(square), x), square), twice = angle + angle;
        twice = TVec.Select(TVec.LessThan(x, zero), TVec.Splat(Pi) - twice, twice);
        return TVec.Select(outer, twice, TVec.Splat(HalfPi) - angle);
    }

    /// <summary>The angle with the tangent x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Atan<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec a = TVec.Abs(x), one = TVec.Splat(1), zero = TVec.Splat(0);
        TVec high = TVec.LessThan(TVec.Splat(2.41421356f), a), middle = TVec.LessThan(TVec.Splat(0.414213562f), a);
        TVec start = TVec.Select(high, TVec.Splat(HalfPi), TVec.Select(middle, TVec.Splat(QuarterPi), zero));
        TVec t = TVec.Select(high, zero - (one / a), TVec.Select(middle, (a - one) / (a + one), a)), z = t * t;
        TVec p = TVec.Splat(8.05374449538e-2f);
        p = TVec.MultiplyAdd(p, z, TVec.Splat(-1.38776856032e-1f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1.99777106478e-1f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(-3.33329491539e-1f));
        return TVec.CopySign(start + TVec.MultiplyAdd(p * z, t, t), x);
    }

    /// <summary>The hyperbolic sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Sinh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        // In two factors, so that e^|x| does not overflow before the result does.
        TVec a = TVec.Abs(x), half = TVec.Splat(0.5f), root = VectorMath.Exp(a * half);
        TVec large = (half * root * root) - (half / (root * root)), z = x * x;
        TVec p = TVec.Splat(2.75573192e-6f);
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1.98412698e-4f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(8.33333333e-3f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1.66666667e-1f));
        TVec small = TVec.MultiplyAdd(p * z, x, x);
        return TVec.Select(TVec.LessThan(a, TVec.Splat(1)), small, TVec.CopySign(large, x));
    }

    /// <summary>The hyperbolic cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Cosh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec half = TVec.Splat(0.5f), root = VectorMath.Exp(TVec.Abs(x) * half);
        return (half * root * root) + (half / (root * root));
    }

    /// <summary>The inverse hyperbolic sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Asinh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec a = TVec.Abs(x), one = TVec.Splat(1), z = a * a;
        TVec sum = LogP1(a + (z / (one + TVec.Sqrt(z + one))));
        TVec large = VectorMath.Log(a) + TVec.Splat(Log2);
        return TVec.CopySign(TVec.Select(TVec.LessThan(TVec.Splat(Large), a), large, sum), x);
    }

    /// <summary>The inverse hyperbolic cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Acosh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec t = x - TVec.Splat(1);
        TVec sum = LogP1(t + TVec.Sqrt(TVec.MultiplyAdd(t, t, t + t)));
        TVec large = VectorMath.Log(x) + TVec.Splat(Log2);
        TVec result = TVec.Select(TVec.LessThan(TVec.Splat(Large), x), large, sum);
        return TVec.Select(TVec.LessThan(x, TVec.Splat(1)), TVec.Splat(float.NaN), result);
    }

    /// <summary>The inverse hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Atanh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec a = TVec.Abs(x), one = TVec.Splat(1);
        TVec large = TVec.Splat(0.5f) * VectorMath.Log((one + a) / (one - a));
        TVec result = TVec.Select(TVec.LessThan(a, TVec.Splat(0.25f)), AtanhNearZero(a), large);
        return TVec.CopySign(result, x);
    }

    // log(1 + x) for x >= 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec LogP1<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec small = AtanhNearZero(x / (TVec.Splat(2) + x));
        return TVec.Select(TVec.LessThan(x, TVec.Splat(0.5f)), small + small, VectorMath.Log(TVec.Splat(1) + x));
    }

    // x + x^3/3 + x^5/5 + ..., for |x| up to 1/4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec AtanhNearZero<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec z = x * x, p = TVec.Splat(1 / 11f);
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1 / 9f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1 / 7f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1 / 5f));
        p = TVec.MultiplyAdd(p, z, TVec.Splat(1 / 3f));
        return TVec.MultiplyAdd(p * z, x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec AsinNearZero<TVec>(TVec x, TVec square)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec p = TVec.Splat(4.2163199048e-2f);
        p = TVec.MultiplyAdd(p, square, TVec.Splat(2.4181311049e-2f));
        p = TVec.MultiplyAdd(p, square, TVec.Splat(4.5470025998e-2f));
        p = TVec.MultiplyAdd(p, square, TVec.Splat(7.4953002686e-2f));
        p = TVec.MultiplyAdd(p, square, TVec.Splat(1.6666752422e-1f));
        return TVec.MultiplyAdd(p * square, x, x);
    }
}
