using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>What an operator's kernel is made for.</summary>
/// <param name="Inputs">The node's inputs, <c>default</c> where absent.</param>
/// <param name="Outputs">The node's outputs, <c>default</c> where not wanted.</param>
/// <param name="Layouts">
/// For each input the layout in which it already lies in memory; an input may be asked for in any, at the price of a
/// conversion where it does not lie in it yet. Constants lie in whichever is asked for.
/// </param>
/// <param name="Traits">The device.</param>
internal sealed record KernelRequest(
    ImmutableArray<TensorInfo> Inputs,
    ImmutableArray<TensorInfo> Outputs,
    ImmutableArray<GpuLayout> Layouts,
    GpuTraits Traits)
{
    /// <summary>An input that may be left out at the end of the list too.</summary>
    public TensorInfo Optional(int index) => index < Inputs.Length ? Inputs[index] : default;
}
