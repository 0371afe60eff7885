using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>
/// Elementary functions of a register, to about 2 units in the last place. NaN gives NaN; overflow, underflow and
/// infinities give what the exact function gives. Range reductions and polynomials after S. Moshier, Cephes (expf, logf,
/// tanhf, erff).
/// </summary>
internal static class VectorMath
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Exp<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        // Beyond these bounds the result is infinite or zero in any case.
        x = TVec.AtMost(TVec.AtLeast(x, TVec.Splat(-110)), TVec.Splat(90));
        TVec n = TVec.Round(x * TVec.Splat(1.44269504f));
        TVec r = TVec.MultiplyAdd(n, TVec.Splat(-0.693359375f), x);
        r = TVec.MultiplyAdd(n, TVec.Splat(2.12194440e-4f), r);
        TVec p = TVec.Splat(1.9875691500e-4f);
        p = TVec.MultiplyAdd(p, r, TVec.Splat(1.3981999507e-3f));
        p = TVec.MultiplyAdd(p, r, TVec.Splat(8.3334519073e-3f));
        p = TVec.MultiplyAdd(p, r, TVec.Splat(4.1665795894e-2f));
        p = TVec.MultiplyAdd(p, r, TVec.Splat(1.6666665459e-1f));
        p = TVec.MultiplyAdd(p, r, TVec.Splat(5.0000001201e-1f));
        p = TVec.MultiplyAdd(p, r * r, r + TVec.Splat(1));
        // In two steps, so that neither factor overflows and denormal results come out right.
        TVec half = TVec.Round(n * TVec.Splat(0.5f));
        return p * TVec.PowerOfTwo(half) * TVec.PowerOfTwo(n - half);
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Log<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec zero = TVec.Splat(0), one = TVec.Splat(1), infinity = TVec.Splat(float.PositiveInfinity);
        TVec denormal = TVec.LessThan(x, TVec.Splat(1.17549435e-38f));
        TVec m = TVec.Split(TVec.Select(denormal, x * TVec.Splat(1 << 25), x), out TVec e);
        e = TVec.Select(denormal, e - TVec.Splat(25), e);
        TVec low = TVec.LessThan(m, TVec.Splat(0.707106781f));
        e = TVec.Select(low, e - one, e);
        m = TVec.Select(low, m + m, m) - one;
        TVec z = m * m;
        TVec p = TVec.Splat(7.0376836292e-2f);
        p = TVec.MultiplyAdd(p, m, TVec.Splat(-1.1514610310e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(1.1676998740e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(-1.2420140846e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(1.4249322787e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(-1.6668057665e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(2.0000714765e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(-2.4999993993e-1f));
        p = TVec.MultiplyAdd(p, m, TVec.Splat(3.3333331174e-1f));
        TVec y = p * m * z;
        y = TVec.MultiplyAdd(e, TVec.Splat(-2.12194440e-4f), y);
        y = TVec.MultiplyAdd(z, TVec.Splat(-0.5f), y);
        y = TVec.MultiplyAdd(e, TVec.Splat(0.693359375f), m + y);
        y = TVec.Select(TVec.LessThan(x, infinity), y, x);
        y = TVec.Select(TVec.Equal(x, zero), zero - infinity, y);
        return TVec.Select(TVec.LessThan(x, zero), TVec.Splat(float.NaN), y);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Sigmoid<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
        => TVec.Splat(1) / (TVec.Splat(1) + Exp(TVec.Splat(0) - x));

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Tanh<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec z = TVec.Abs(x), one = TVec.Splat(1);
        TVec large = one - (TVec.Splat(2) / (Exp(z + z) + one));
        TVec s = x * x;
        TVec p = TVec.Splat(-5.70498872745e-3f);
        p = TVec.MultiplyAdd(p, s, TVec.Splat(2.06390887954e-2f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(-5.37397155531e-2f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(1.33314422036e-1f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(-3.33332819422e-1f));
        TVec small = TVec.MultiplyAdd(p * s, x, x);
        return TVec.Select(TVec.LessThan(z, TVec.Splat(0.625f)), small, TVec.CopySign(large, x));
    }

    /// <summary>
    /// The error function: a polynomial below 1, beyond it 1 - t * P(t) * exp(-x^2), t = 1 / (1 + 0.3275911 |x|)
    /// (Abramowitz and Stegun 7.1.26, error 1.5e-7).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Erf<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec z = TVec.Abs(x), one = TVec.Splat(1), s = x * x;
        TVec p = TVec.Splat(7.853861353153693e-5f);
        p = TVec.MultiplyAdd(p, s, TVec.Splat(-8.010193625184903e-4f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(5.188327685732524e-3f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(-2.685381193529856e-2f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(1.128358514861418e-1f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(-3.761262582423300e-1f));
        p = TVec.MultiplyAdd(p, s, TVec.Splat(1.128379165726710f));
        TVec small = p * x;
        TVec t = one / TVec.MultiplyAdd(z, TVec.Splat(0.3275911f), one);
        TVec q = TVec.Splat(1.061405429f);
        q = TVec.MultiplyAdd(q, t, TVec.Splat(-1.453152027f));
        q = TVec.MultiplyAdd(q, t, TVec.Splat(1.421413741f));
        q = TVec.MultiplyAdd(q, t, TVec.Splat(-0.284496736f));
        q = TVec.MultiplyAdd(q, t, TVec.Splat(0.254829592f));
        TVec large = one - (q * t * Exp(TVec.Splat(0) - s));
        return TVec.Select(TVec.LessThan(z, one), small, TVec.CopySign(large, x));
    }

    /// <summary>log(1 + e^x), accurate for large negative x too (Kahan's correction of the logarithm near 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Softplus<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
    {
        TVec one = TVec.Splat(1), zero = TVec.Splat(0);
        TVec y = Exp(zero - TVec.Abs(x)), u = one + y, rest = u - one;
        TVec log = TVec.Select(TVec.Equal(rest, zero), y, Log(u) * (y / rest));
        return TVec.AtLeast(x, zero) + log;
    }
}
