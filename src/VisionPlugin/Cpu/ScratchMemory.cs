using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Working memory of a plan's kernels: one block that all threads share and one for each thread. Kernels run one after the
/// other, so they all use the same blocks; each reserves what it needs before the first run.
/// </summary>
internal sealed unsafe class ScratchMemory(int members)
{
    private readonly HostBuffer?[] _each = new HostBuffer?[members];
    private HostBuffer? _shared;
    private long _eachBytes;
    private long _sharedBytes;

    /// <summary>Bytes of all blocks.</summary>
    public long Bytes => _sharedBytes + (_eachBytes * members);

    /// <summary>The block that all threads share.</summary>
    public byte* Shared => _shared!.Pointer<byte>();

    /// <summary>Makes sure that the shared block has at least this size.</summary>
    public void ReserveShared(long bytes) => _sharedBytes = Math.Max(_sharedBytes, bytes);

    /// <summary>Makes sure that every thread's block has at least this size.</summary>
    public void ReserveForEach(long bytes) => _eachBytes = Math.Max(_eachBytes, bytes);

    /// <summary>Allocates the blocks once everything is reserved.</summary>
    public void Allocate()
    {
        _shared = new HostBuffer(_sharedBytes);
        for (int i = 0; i < _each.Length; i++)
            _each[i] = new HostBuffer(_eachBytes);
    }

    /// <summary>The block of one member of the thread team.</summary>
    public byte* Of(int member) => _each[member]!.Pointer<byte>();
}
