using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>One dispatch that proposes objects.</summary>
/// <param name="Shader">File below shaders/.</param>
/// <param name="Defines">Constants of the program. FIRST, and those of every shader, are added to them.</param>
/// <param name="Outputs">
/// Indices of the decoder's outputs at slots 0, 1, 2 of the shader, which reads them with VECTORS_IN; at most
/// <see cref="MaxOutputs"/>.
/// </param>
/// <param name="Invocations">Invocations of the dispatch.</param>
/// <param name="Proposals">Number of proposals that there can be: the shader numbers them from FIRST on.</param>
internal sealed record GpuProposalPass(
    string Shader, ImmutableArray<ShaderDefine> Defines, ImmutableArray<int> Outputs, int Invocations, int Proposals)
{
    /// <summary>Outputs that a shader may read: of the blocks that OpenGL ES promises, one is for the candidates.</summary>
    public const int MaxOutputs = 3;

    /// <summary>Number of work groups.</summary>
    public int Groups => (Invocations + GpuKernel.DefaultGroupSize - 1) / GpuKernel.DefaultGroupSize;
}
