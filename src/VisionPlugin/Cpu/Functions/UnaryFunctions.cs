using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>The functions of <see cref="Operators.UnaryFunction"/> over registers.</summary>
internal static class UnaryFunctions
{
    /// <summary>x</summary>
    public readonly struct Identity<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x;
    }

    /// <summary>x if x >= 0, else alpha * x</summary>
    public readonly struct LeakyRelu<TVec>(float alpha) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Select(TVec.LessThan(x, TVec.Splat(0)), x * TVec.Splat(alpha), x);
    }

    /// <summary>min(max(x, low), high); Relu is 0 to infinity</summary>
    public readonly struct Clip<TVec>(float low, float high) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.AtMost(TVec.AtLeast(x, TVec.Splat(low)), TVec.Splat(high));
    }

    /// <summary>1 / (1 + exp(-x))</summary>
    public readonly struct Sigmoid<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Sigmoid(x);
    }

    /// <summary>tanh(x)</summary>
    public readonly struct Tanh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Tanh(x);
    }

    /// <summary>max(0, min(1, alpha * x + beta))</summary>
    public readonly struct HardSigmoid<TVec>(float alpha, float beta) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec line = TVec.MultiplyAdd(x, TVec.Splat(alpha), TVec.Splat(beta));
            return TVec.AtMost(TVec.AtLeast(line, TVec.Splat(0)), TVec.Splat(1));
        }
    }

    /// <summary>x * max(0, min(1, x / 6 + 1 / 2))</summary>
    public readonly struct HardSwish<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x * new HardSigmoid<TVec>(1 / 6f, 0.5f).Apply(x);
    }

    /// <summary>alpha * x * max(0, min(1, x / 6 + 1 / 2))</summary>
    public readonly struct ScaledHardSwish<TVec>(float alpha) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Splat(alpha) * x * new HardSigmoid<TVec>(1 / 6f, 0.5f).Apply(x);
    }

    /// <summary>x * sigmoid(x)</summary>
    public readonly struct Silu<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x * VectorMath.Sigmoid(x);
    }

    /// <summary>beta * (x if x > 0, else alpha * (exp(x) - 1)); Elu has beta 1</summary>
    public readonly struct Elu<TVec>(float alpha, float beta) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec below = TVec.Splat(alpha) * ExpMinusOne(x);
            return TVec.Splat(beta) * TVec.Select(TVec.LessThan(x, TVec.Splat(0)), below, x);
        }
    }

    // exp(x) - 1 loses its digits near 0; there tanh(x / 2) * (exp(x) + 1) has them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec ExpMinusOne<TVec>(TVec x)
        where TVec : unmanaged, IVector<TVec>
        => VectorMath.Tanh(x * TVec.Splat(0.5f)) * (VectorMath.Exp(x) + TVec.Splat(1));

    /// <summary>x / 2 * (1 + erf(x / sqrt(2)))</summary>
    public readonly struct Gelu<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) =>
            x * TVec.Splat(0.5f) * (TVec.Splat(1) + VectorMath.Erf(x * TVec.Splat(0.707106781f)));
    }

    /// <summary>x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))</summary>
    public readonly struct GeluTanh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec inner = TVec.MultiplyAdd(x * x * x, TVec.Splat(0.044715f), x) * TVec.Splat(0.797884561f);
            return x * TVec.Splat(0.5f) * (TVec.Splat(1) + VectorMath.Tanh(inner));
        }
    }

    /// <summary>log(1 + exp(x))</summary>
    public readonly struct Softplus<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Softplus(x);
    }

    /// <summary>|x|</summary>
    public readonly struct Abs<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Abs(x);
    }

    /// <summary>-x</summary>
    public readonly struct Neg<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x * TVec.Splat(-1);
    }

    /// <summary>exp(x)</summary>
    public readonly struct Exp<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Exp(x);
    }

    /// <summary>log(x)</summary>
    public readonly struct Log<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Log(x);
    }

    /// <summary>sqrt(x)</summary>
    public readonly struct Sqrt<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Sqrt(x);
    }

    /// <summary>x if x >= 0, else alpha * (exp(x / alpha) - 1)</summary>
    public readonly struct Celu<TVec>(float alpha) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            // A negative alpha has the exponential grow below 0.
            TVec below = TVec.Splat(alpha) * ExpMinusOne(x / TVec.Splat(alpha));
            return TVec.Select(TVec.LessThan(x, TVec.Splat(0)), below, x);
        }
    }

    /// <summary>x * tanh(log(1 + exp(x)))</summary>
    public readonly struct Mish<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            // tanh(log(1 + n)) = (n^2 + 2n) / (n^2 + 2n + 2), divided by n^2 where n would overflow.
            TVec e = VectorMath.Exp(TVec.Splat(0) - TVec.Abs(x)), one = TVec.Splat(1), two = TVec.Splat(2);
            TVec negative = TVec.LessThan(x, TVec.Splat(0)), square = e * e;
            TVec above = TVec.Select(negative, TVec.MultiplyAdd(two, e, square), TVec.MultiplyAdd(two, e, one));
            return x * (above / (above + TVec.Select(negative, two, two * square)));
        }
    }

    /// <summary>x if x > alpha, else 0</summary>
    public readonly struct ThresholdedRelu<TVec>(float alpha) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec threshold = TVec.Splat(alpha), low = TVec.LessThan(x, threshold), equal = TVec.Equal(x, threshold);
            return TVec.Select(low, TVec.Splat(0), TVec.Select(equal, TVec.Splat(0), x));
        }
    }

    /// <summary>x / (1 + |x|)</summary>
    public readonly struct Softsign<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x / (TVec.Splat(1) + TVec.Abs(x));
    }

    /// <summary>x + beta below -alpha, x - beta above alpha, 0 between</summary>
    public readonly struct Shrink<TVec>(float alpha, float beta) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec bias = TVec.Splat(beta), zero = TVec.Splat(0);
            // Where a bound is no number infinities lie between the bounds too: 0, and only NaN stays NaN.
            TVec between = TVec.Select(TVec.LessThan(zero, x), zero, TVec.Select(TVec.LessThan(x, zero), zero, x));
            TVec high = TVec.Select(TVec.LessThan(TVec.Splat(alpha), x), x - bias, between);
            return TVec.Select(TVec.LessThan(x, TVec.Splat(-alpha)), x + bias, high);
        }
    }

    /// <summary>x * sigmoid(alpha * x)</summary>
    public readonly struct Swish<TVec>(float alpha) : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => x * VectorMath.Sigmoid(TVec.Splat(alpha) * x);
    }

    /// <summary>The error function</summary>
    public readonly struct Erf<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorMath.Erf(x);
    }

    /// <summary>1 / x</summary>
    public readonly struct Reciprocal<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Splat(1) / x;
    }
}
