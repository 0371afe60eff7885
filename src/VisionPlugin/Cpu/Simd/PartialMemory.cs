using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VisionPlugin.Cpu.Simd;

/// <summary>Reads and writes of less than a register, for the ends of rows.</summary>
internal static unsafe class PartialMemory
{
    private const int Widest = 16;

    // Static data of the program, so its address never changes.
    private static ReadOnlySpan<int> Masks =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Lanes of which the first <paramref name="count"/> (0 to 16) are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int* Mask(int count) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Masks)) + Widest - count;

    /// <summary>Loads without hardware masks.</summary>
    public static TVec Load<TVec>(float* source, int count)
        where TVec : unmanaged
    {
        TVec value = default;
        Unsafe.CopyBlockUnaligned(&value, source, (uint)count * sizeof(float));
        return value;
    }

    /// <summary>Stores without hardware masks.</summary>
    public static void Store<TVec>(TVec value, float* destination, int count)
        where TVec : unmanaged
        => Unsafe.CopyBlockUnaligned(destination, &value, (uint)count * sizeof(float));
}
