using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders;

/// <summary>One dispatch as a value: which program, on what, how often.</summary>
/// <param name="Shader">File below shaders/.</param>
/// <param name="Defines">Constants of the program. GROUP_SIZE, GROUPS, TEXEL_BUFFERS and HALVES are added to them.</param>
/// <param name="Bindings">What slot 0, 1, ... of the shader are; at most <see cref="MaxBindings"/>.</param>
/// <param name="GroupSize">Invocations of a work group.</param>
/// <param name="Groups">Work groups. Shaders see them as one row, whatever the limits of a grid.</param>
internal sealed record GpuKernel(
    string Shader, ImmutableArray<ShaderDefine> Defines, ImmutableArray<GpuBinding> Bindings, int GroupSize, int Groups)
{
    /// <summary>True if the packed tensors that it binds are stored as halves: HALVES is defined.</summary>
    public bool Halves { get; init; }

    /// <summary>Storage blocks that OpenGL ES 3.1 promises to a compute shader.</summary>
    public const int MaxBindings = 4;

    /// <summary>Invocations of a work group that OpenGL ES 3.1 promises.</summary>
    public const int MaxGroupSize = 128;

    /// <summary>Bytes of shared memory that OpenGL ES 3.1 promises.</summary>
    public const int MaxSharedBytes = 16 << 10;

    /// <summary>The group size of kernels that do not care.</summary>
    public const int DefaultGroupSize = 64;

    /// <summary>How the vectors of a slot lie in memory.</summary>
    public GpuFormat FormatOf(int slot) =>
        Halves && Bindings[slot].IsActivation ? GpuFormat.Halves : Bindings[slot].Format;

    /// <summary>A kernel with one invocation for each of <paramref name="invocations"/> indices.</summary>
    public static GpuKernel ForEach(
        long invocations, string shader, ImmutableArray<ShaderDefine> defines,
            params ImmutableArray<GpuBinding> bindings) =>
        new(shader, [.. defines, new("COUNT", checked((int)invocations))], bindings, DefaultGroupSize,
            checked((int)((invocations + DefaultGroupSize - 1) / DefaultGroupSize)));
}
