using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>Functions of two operands over registers.</summary>
internal static class BinaryVectorFunctions
{
    /// <summary>a + b</summary>
    public readonly struct Add<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => a + b;
    }

    /// <summary>a - b</summary>
    public readonly struct Sub<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => a - b;
    }

    /// <summary>a * b</summary>
    public readonly struct Mul<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => a * b;
    }

    /// <summary>a / b</summary>
    public readonly struct Div<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => a / b;
    }

    /// <summary>The smaller one; NaN if either is</summary>
    public readonly struct Min<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => TVec.Min(a, b);
    }

    /// <summary>The larger one; NaN if either is</summary>
    public readonly struct Max<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => TVec.Max(a, b);
    }

    /// <summary>a * a, whatever b</summary>
    public readonly struct Square<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => a * a;
    }

    /// <summary>a if a >= 0, else a * b</summary>
    public readonly struct Slope<TVec> : IBinary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVec Apply(TVec a, TVec b) => TVec.Select(TVec.LessThan(a, TVec.Splat(0)), a * b, a);
    }
}
