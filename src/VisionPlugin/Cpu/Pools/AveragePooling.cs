using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Pools;

/// <summary>The mean.</summary>
internal readonly struct AveragePooling<TVec> : IPool<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    public static TVec Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVec.Splat(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Add(TVec sum, TVec x) => sum + x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Join(TVec a, TVec b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Finish(TVec sum, TVec factor) => sum * factor;
}
