using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>Whole numbers and signs over registers.</summary>
internal static class RoundingFunctions
{
    /// <summary>The largest whole number that is not above x</summary>
    public readonly struct Floor<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec near = TVec.Round(x);
            return TVec.Select(TVec.LessThan(x, near), near - TVec.Splat(1), near);
        }
    }

    /// <summary>The smallest whole number that is not below x</summary>
    public readonly struct Ceil<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec near = TVec.Round(x);
            // The sign matters where a negative number becomes zero.
            return TVec.CopySign(TVec.Select(TVec.LessThan(near, x), near + TVec.Splat(1), near), x);
        }
    }

    /// <summary>The nearest whole number, ties to even</summary>
    public readonly struct Round<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Round(x);
    }

    /// <summary>The nearest number with 8 significant bits, ties to even</summary>
    public readonly struct BFloat16<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Select(TVec.Equal(x, x), TVec.RoundToBFloat16(x), x);
    }

    /// <summary>-1, 0 or 1</summary>
    public readonly struct Sign<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x)
        {
            TVec zero = TVec.Splat(0), high = TVec.Select(TVec.LessThan(zero, x), TVec.Splat(1), x);
            return TVec.Select(TVec.LessThan(x, zero), TVec.Splat(-1), high);
        }
    }
}
