using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>What a compute shader may use on a device.</summary>
/// <param name="GroupCount">Most work groups of a dispatch in x, y and z.</param>
/// <param name="GroupSize">Most invocations of a work group in x, y and z.</param>
/// <param name="GroupInvocations">Most invocations of a work group in all.</param>
/// <param name="SharedBytes">Bytes of shared memory of a work group.</param>
/// <param name="StorageBytes">Most bytes of a buffer that one binding shows to a shader.</param>
/// <param name="StorageBlocks">Most storage blocks of one compute shader. OpenGL ES promises only 4.</param>
/// <param name="StorageBindings">Number of binding points for storage buffers.</param>
/// <param name="StorageAlignment">Alignment in bytes of an offset into a bound storage buffer.</param>
/// <param name="UniformBytes">Most bytes of a uniform block.</param>
/// <param name="UniformAlignment">Alignment in bytes of an offset into a bound uniform buffer.</param>
/// <param name="TextureSize">Most pixels of a side of a texture.</param>
public sealed record GlLimits(
    (int X, int Y, int Z) GroupCount,
    (int X, int Y, int Z) GroupSize,
    int GroupInvocations,
    int SharedBytes,
    long StorageBytes,
    int StorageBlocks,
    int StorageBindings,
    int StorageAlignment,
    int UniformBytes,
    int UniformAlignment,
    int TextureSize)
{
    // Not among the typed names of the published package's GetPName.
    private const GetPName MaxComputeSharedMemorySize = (GetPName)GLEnum.MaxComputeSharedMemorySize;
    private const GetPName MaxShaderStorageBlockSize = (GetPName)GLEnum.MaxShaderStorageBlockSize;

    /// <summary>Those of a context without compute shaders.</summary>
    internal static GlLimits None { get; } = new(default, default, 0, 0, 0, 0, 0, 1, 0, 1, 0);

    /// <summary>
    /// What is less than every kernel relies on, which is what OpenGL ES 3.1 promises; null if nothing is. The number of
    /// work groups and the size of a storage block may be less: dispatches are split, tensors that are too large refused.
    /// </summary>
    internal string? Shortfall =>
        Math.Min(GroupInvocations, GroupSize.X) < GpuKernel.MaxGroupSize ? $"{Math.Min(GroupInvocations, GroupSize.X)} invocations"
        : SharedBytes < GpuKernel.MaxSharedBytes ? $"{SharedBytes} bytes of shared memory"
        : Math.Min(StorageBlocks, StorageBindings) < GpuKernel.MaxBindings ? $"{Math.Min(StorageBlocks, StorageBindings)} storage blocks"
        : GroupCount.X < 1 || GroupCount.Y < 1 ? "no work groups"
        : null;

    /// <summary>Reads the limits of the current context, which must have compute shaders.</summary>
    public static GlLimits Read(GL gl)
    {
        (int X, int Y, int Z) Three(GetPName name) =>
            (gl.GetInteger(name, 0u), gl.GetInteger(name, 1u), gl.GetInteger(name, 2u));
        return new GlLimits(
            Three(GetPName.MaxComputeWorkGroupCount),
            Three(GetPName.MaxComputeWorkGroupSize),
            gl.GetInteger(GetPName.MaxComputeWorkGroupInvocations),
            gl.GetInteger(MaxComputeSharedMemorySize),
            gl.GetInteger64(MaxShaderStorageBlockSize),
            gl.GetInteger(GetPName.MaxComputeShaderStorageBlocks),
            gl.GetInteger(GetPName.MaxShaderStorageBufferBindings),
            gl.GetInteger(GetPName.ShaderStorageBufferOffsetAlignment),
            gl.GetInteger(GetPName.MaxUniformBlockSize),
            gl.GetInteger(GetPName.UniformBufferOffsetAlignment),
            gl.GetInteger(GetPName.MaxTextureSize));
    }
}
