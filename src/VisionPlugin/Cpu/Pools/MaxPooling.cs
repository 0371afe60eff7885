using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Pools;

/// <summary>The largest element; NaN if one is NaN.</summary>
internal readonly struct MaxPooling<TVec> : IPool<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    public static TVec Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVec.Splat(float.NegativeInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Add(TVec sum, TVec x) => TVec.Max(sum, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Join(TVec a, TVec b) => TVec.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Finish(TVec sum, TVec factor) => sum;
}
