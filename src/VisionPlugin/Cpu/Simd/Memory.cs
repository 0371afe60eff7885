using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Cpu.Simd;

/// <summary>Hints to the memory system.</summary>
internal static unsafe class Memory
{
    /// <summary>Brings a line into the second-level cache, where the processor has an instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }
}
