using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;

namespace VisionPlugin.ComputeShaders;

/// <summary>The two buffers of a plan: the arena of activations and the constants.</summary>
internal sealed class GpuMemory : IDisposable
{
    private readonly GlBuffer _arena;
    private readonly GlBuffer? _constants;
    private readonly GpuTexels? _arenaTexels;
    private readonly GpuTexels? _constantTexels;

    /// <summary>Allocates both and uploads the constants.</summary>
    /// <param name="device">The device.</param>
    /// <param name="layout">Their sizes and contents.</param>
    /// <param name="texels">True to see them as textures too.</param>
    /// <param name="model">Name of the model, for graphics debuggers.</param>
    public GpuMemory(GlDevice device, Layout layout, bool texels, string model)
    {
        ArenaBytes = layout.ArenaBytes;
        ConstantBytes = layout.ConstantBytes;
        _arena = new GlBuffer(device, Math.Max(ArenaBytes, GpuTensorLayout.VectorBytes), GlBufferUse.Shaders,
            $"VisionPlugin {model} activations");
        try
        {
            _constants = new GlBuffer(device, Math.Max(ConstantBytes, GpuTensorLayout.VectorBytes),
                GlBufferUse.Constant, $"VisionPlugin {model} constants");
            foreach (GpuBlock block in layout.Constants)
            {
                if (block.Data is float[] floats)
                    _constants.Upload<float>(floats, block.Offset);
                else if (block.Data is int[] integers)
                    _constants.Upload<int>(integers, block.Offset);
            }

            if (!texels)
                return;
            _arenaTexels = new GpuTexels(device, _arena);
            _constantTexels = new GpuTexels(device, _constants);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Size of the arena.</summary>
    public long ArenaBytes { get; }

    /// <summary>Size of the constants.</summary>
    public long ConstantBytes { get; }

    /// <summary>Gives every block its place.</summary>
    /// <exception cref="GpuOutOfMemoryException">A block is larger than what the driver lets a shader see.</exception>
    public static Layout Plan(GlDevice device, IEnumerable<GpuBlock> blocks)
    {
        int alignment = Math.Max(device.Limits.StorageAlignment, GpuTensorLayout.VectorBytes);
        GpuBlock[] all = [.. blocks];
        if (all.FirstOrDefault(b => b.Bytes > device.Limits.StorageBytes) is { } tooLarge)
        {
            throw new GpuOutOfMemoryException($"A tensor of {tooLarge.Bytes:N0} bytes is more than the "
                + $"{device.Limits.StorageBytes:N0} that the driver shows to a shader at once. Use a smaller input, or the CPU backend.");
        }

        GpuBlock[] arena = [.. all.Where(b => b.Data is null)], constants = [.. all.Where(b => b.Data is not null)];
        (long[] offsets, long arenaBytes) = BufferPlan.Place(arena.Select(b => (b.First, b.Last, b.Bytes)), alignment);
        for (int i = 0; i < arena.Length; i++)
            arena[i].Offset = offsets[i];
        long constantBytes = 0;
        foreach (GpuBlock block in constants)
        {
            block.Offset = constantBytes;
            constantBytes += (block.Bytes + alignment - 1) / alignment * alignment;
        }

        return new Layout(arenaBytes, constantBytes, constants);
    }

    /// <summary>Where a block lies, as a storage block or as texels.</summary>
    public GpuRange Range(GpuBlock block, bool texels = false)
    {
        GpuTexels? view = !texels ? null : block.Data is null ? _arenaTexels : _constantTexels;
        return new GpuRange(block.Data is null ? _arena : _constants!, block.Offset, block.Bytes, view?.Texture ?? 0);
    }

    /// <summary>Sets all activations to zero.</summary>
    public void ClearArena() => _arena.Clear();

    /// <summary>Frees both buffers.</summary>
    public void Dispose()
    {
        _arenaTexels?.Dispose();
        _constantTexels?.Dispose();
        _arena.Dispose();
        _constants?.Dispose();
    }

    /// <summary>Sizes of the buffers and the constants to upload.</summary>
    public sealed record Layout(long ArenaBytes, long ConstantBytes, IReadOnlyList<GpuBlock> Constants);
}
