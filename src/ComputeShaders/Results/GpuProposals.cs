using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>How a decoder's objects are proposed on the GPU.</summary>
/// <param name="Passes">One dispatch for each output, or group of outputs, in the order of the CPU's decoder.</param>
/// <param name="Classes">Number of classes.</param>
internal sealed record GpuProposals(ImmutableArray<GpuProposalPass> Passes, int Classes)
{
    /// <summary>How many of the best proposals count.</summary>
    public int Top { get; init; } = int.MaxValue;

    /// <summary>True if the shader compares logits with the threshold, not scores.</summary>
    public bool ComparesLogits { get; init; }

    /// <summary>A vector of two floats as GLSL.</summary>
    public static string Vector(float x, float y) =>
        $"vec2({new ShaderDefine("", x).Value}, {new ShaderDefine("", y).Value})";
}
