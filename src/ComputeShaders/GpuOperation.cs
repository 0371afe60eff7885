using System.Collections.Immutable;

namespace VisionPlugin.ComputeShaders;

/// <summary>What one node becomes.</summary>
/// <param name="Kernels">Dispatches in order; each sees what those before it wrote.</param>
/// <param name="Alias">If set there are no kernels: output 0 is input 0 in this layout, in the same memory.</param>
internal sealed record GpuOperation(ImmutableArray<GpuKernel> Kernels, GpuLayout? Alias = null)
{
    /// <summary>A node of one dispatch.</summary>
    public static implicit operator GpuOperation(GpuKernel kernel) => new([kernel]);

    /// <summary>Output 0 is input 0.</summary>
    public static GpuOperation Share(GpuLayout layout) => new([], layout);
}
