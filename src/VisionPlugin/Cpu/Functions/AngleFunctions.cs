using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>Trigonometric and hyperbolic functions and their inverses over registers.</summary>
internal static class AngleFunctions
{
    /// <summary>sin(x)</summary>
    public readonly struct Sin<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Sin(x);
    }

    /// <summary>cos(x)</summary>
    public readonly struct Cos<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Cos(x);
    }

    /// <summary>tan(x)</summary>
    public readonly struct Tan<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => TVec.Sin(x) / TVec.Cos(x);
    }

    /// <summary>asin(x)</summary>
    public readonly struct Asin<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Asin(x);
    }

    /// <summary>acos(x)</summary>
    public readonly struct Acos<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Acos(x);
    }

    /// <summary>atan(x)</summary>
    public readonly struct Atan<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Atan(x);
    }

    /// <summary>sinh(x)</summary>
    public readonly struct Sinh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Sinh(x);
    }

    /// <summary>cosh(x)</summary>
    public readonly struct Cosh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Cosh(x);
    }

    /// <summary>asinh(x)</summary>
    public readonly struct Asinh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Asinh(x);
    }

    /// <summary>acosh(x)</summary>
    public readonly struct Acosh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Acosh(x);
    }

    /// <summary>atanh(x)</summary>
    public readonly struct Atanh<TVec> : IUnary<TVec>
        where TVec : unmanaged, IVector<TVec>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVec Apply(TVec x) => VectorAngles.Atanh(x);
    }
}
