using System.Collections.Immutable;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders;

/// <summary>A dispatch with everything resolved: running it allocates nothing.</summary>
internal sealed class GpuCommand
{
    private readonly GpuRange[] _ranges;
    private readonly int _texelBase;

    /// <summary>Resolves a kernel to a program and memory.</summary>
    public GpuCommand(GlDevice device, GpuKernel kernel, bool texelBuffers, ImmutableArray<GpuRange> ranges)
    {
        Kernel = kernel;
        _ranges = [.. ranges];
        Program = device.Programs.Get(kernel.Shader, DefinesOf(kernel, texelBuffers));
        _texelBase = texelBuffers ? Program.Uniform("texel_base") : -1;
        (GridX, GridY) = GridOf(device, kernel.Groups);
    }

    /// <summary>What it was made from.</summary>
    public GpuKernel Kernel { get; }

    /// <summary>The program.</summary>
    public ComputeProgram Program { get; }

    /// <summary>Columns of the grid of work groups.</summary>
    public int GridX { get; }

    /// <summary>Rows of the grid.</summary>
    public int GridY { get; }

    /// <summary>
    /// A grid of at least <paramref name="groups"/> work groups, whose rows are no longer than the device allows.
    /// </summary>
    /// <exception cref="GpuOutOfMemoryException">The device does not allow so many rows.</exception>
    public static (int X, int Y) GridOf(GlDevice device, int groups)
    {
        (int x, int y, _) = device.Limits.GroupCount;
        int rows = (int)(((long)groups + x - 1) / x);
        if (rows > y)
        {
            throw new GpuOutOfMemoryException($"{groups:N0} work groups are more than the {x:N0} x {y:N0} that the driver takes"
                + " at once. Use a smaller input, or the CPU backend.");
        }

        return ((int)(((long)groups + rows - 1) / rows), rows);
    }

    /// <summary>All constants that a kernel's program is compiled with.</summary>
    public static ShaderDefine[] DefinesOf(GpuKernel kernel, bool texelBuffers) =>
    [
        .. kernel.Defines, new("GROUP_SIZE", kernel.GroupSize), new("GROUPS", kernel.Groups),
        new("TEXEL_BUFFERS", texelBuffers), .. kernel.Halves ? [new ShaderDefine("HALVES", 1)] : Array.Empty<ShaderDefine>(),
    ];

    /// <summary>Binds, dispatches, and makes the result visible to the next command.</summary>
    public void Run(GlDevice device)
    {
        GL gl = device.Gl;
        gl.UseProgram(Program.Handle);
        GpuRange.Bind(device, _ranges, _texelBase);
        device.Dispatch(Program, GridX, GridY, 1);
        gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit | MemoryBarrierMask.ShaderImageAccessBarrierBit);
    }
}
