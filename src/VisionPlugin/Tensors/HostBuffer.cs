using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VisionPlugin.Tensors;

/// <summary>
/// Memory for tensors on the CPU: pinned, aligned to 64 bytes (a cache line, an AVX-512 register), owned by the garbage
/// collector, so that a span into it can never dangle.
/// </summary>
internal sealed class HostBuffer
{
    /// <summary>Alignment in bytes of the buffer and of every tensor in it.</summary>
    public const int Alignment = 64;

    private readonly Vector512<byte>[] _blocks;
    private readonly nuint _start;

    /// <summary>Allocates zeroed memory of <paramref name="length"/> bytes.</summary>
    public HostBuffer(long length)
    {
        Length = length;
        _blocks = GC.AllocateArray<Vector512<byte>>(checked((int)((length + Alignment - 1) / Alignment) + 1), pinned: true);
        nuint address;
        unsafe
        {
            address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_blocks));
        }

        _start = (Alignment - (address % Alignment)) % Alignment;
    }

    /// <summary>Usable bytes.</summary>
    public long Length { get; }

    /// <summary>The first byte, for kernels that bounds checks would slow down. Valid as long as the buffer is referenced.</summary>
    public unsafe T* Pointer<T>()
        where T : unmanaged
        => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Slice<byte>(0, 0)));

    /// <summary>Elements of <typeparamref name="T"/> at a byte offset.</summary>
    public Span<T> Slice<T>(long byteOffset, int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteOffset + ((long)length * Unsafe.SizeOf<T>()), Length);
        ref byte first = ref Unsafe.As<Vector512<byte>, byte>(ref MemoryMarshal.GetArrayDataReference(_blocks));
        ref byte start = ref Unsafe.AddByteOffset(ref first, _start + (nuint)byteOffset);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref start), length);
    }
}
