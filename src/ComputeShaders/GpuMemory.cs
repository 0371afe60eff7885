using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;

namespace VisionPlugin.ComputeShaders;

/// <summary>The two buffers of a plan: the arena of activations and the constants.</summary>
internal sealed class GpuMemory : IDisposable
{
    private readonly GlBuffer _arena;
    private readonly GlBuffer? _constants;
    private readonly IReadOnlyList<GpuBlock> _blocks;
    private readonly GlDevice _device;
    private readonly List<(bool IsConstant, GpuTexels View)> _texels = [];
    private (int Block, int Element) _uploaded;

    /// <summary>Allocates both; the constants are uploaded by <see cref="TryUpload"/>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="layout">Their sizes and contents.</param>
    /// <param name="model">Name of the model, for graphics debuggers.</param>
    public GpuMemory(GlDevice device, Layout layout, string model)
    {
        _device = device;
        (ArenaBytes, ConstantBytes, _blocks) = (layout.ArenaBytes, layout.ConstantBytes, layout.Constants);
        _arena = new GlBuffer(device, Math.Max(ArenaBytes, GpuTensorLayout.VectorBytes), GlBufferUse.Shaders,
            $"VisionPlugin {model} activations");
        try
        {
            _constants = new GlBuffer(device, Math.Max(ConstantBytes, GpuTensorLayout.VectorBytes),
                GlBufferUse.Constant, $"VisionPlugin {model} constants");
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

    /// <summary>Bytes of the constants that are uploaded.</summary>
    public long UploadedBytes { get; private set; }

    /// <summary>Gives every block its place. On any thread.</summary>
    /// <exception cref="GpuOutOfMemoryException">A block is larger than what the driver lets a shader see.</exception>
    public static Layout Plan(GlLimits limits, IEnumerable<GpuBlock> blocks)
    {
        int alignment = Math.Max(limits.StorageAlignment, GpuTensorLayout.VectorBytes);
        GpuBlock[] all = [.. blocks];
        if (all.FirstOrDefault(b => b.Bytes > limits.StorageBytes) is { } tooLarge)
        {
            throw new GpuOutOfMemoryException($"A tensor of {tooLarge.Bytes:N0} bytes is more than the "
                + $"{limits.StorageBytes:N0} that the driver shows to a shader at once. Use a smaller input, or the CPU backend.");
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

    /// <summary>Where a block lies, as a storage block.</summary>
    public GpuRange Range(GpuBlock block) => new(BufferOf(block.IsConstant), block.Offset, block.Bytes);

    /// <summary>Where a block of vectors lies, as texels. Creates the texture when it is first asked for.</summary>
    public GpuRange TexelRange(GpuBlock block, GpuFormat format)
    {
        InternalFormat texel = format.Texel();
        GpuTexels? view = _texels.Find(t => t.IsConstant == block.IsConstant && t.View.Texel == texel).View;
        if (view is null)
        {
            view = new GpuTexels(_device, BufferOf(block.IsConstant), texel);
            _texels.Add((block.IsConstant, view));
        }

        return Range(block) with { Texels = view, Format = format };
    }

    /// <summary>Uploads constants that are not there yet, up to a size.</summary>
    /// <returns>False if all of them are there.</returns>
    public bool TryUpload(int bytes)
    {
        long before = UploadedBytes;
        while (_uploaded.Block < _blocks.Count && UploadedBytes - before < bytes)
            UploadPart(_blocks[_uploaded.Block], (int)(bytes - (UploadedBytes - before)));
        return UploadedBytes > before;
    }

    /// <summary>Sets all activations to zero.</summary>
    public void ClearArena() => _arena.Clear();

    /// <summary>Frees both buffers.</summary>
    public void Dispose()
    {
        foreach ((_, GpuTexels view) in _texels)
            view.Dispose();
        _arena.Dispose();
        _constants?.Dispose();
    }

    private GlBuffer BufferOf(bool isConstant) => isConstant ? _constants! : _arena;

    private void UploadPart(GpuBlock block, int bytes)
    {
        int first = _uploaded.Element;
        int count = Math.Min(Math.Max(1, bytes / GpuTensorLayout.ElementBytes), block.Data!.Length - first);
        long offset = block.Offset + ((long)first * GpuTensorLayout.ElementBytes);
        if (block.Data is float[] floats)
            _constants!.Upload<float>(floats.AsSpan(first, count), offset);
        else
            _constants!.Upload<int>(((int[])block.Data).AsSpan(first, count), offset);
        UploadedBytes += (long)count * GpuTensorLayout.ElementBytes;
        _uploaded = first + count < block.Data.Length ? (_uploaded.Block, first + count) : (_uploaded.Block + 1, 0);
    }

    /// <summary>Sizes of the buffers and the constants to upload.</summary>
    public sealed record Layout(long ArenaBytes, long ConstantBytes, IReadOnlyList<GpuBlock> Constants);
}
