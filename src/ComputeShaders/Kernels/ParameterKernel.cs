using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Brings parameters that a run computes to where a kernel reads them, which it makes for constants on the host: one
/// list behind another in scratch memory.
/// </summary>
internal static class ParameterKernel
{
    /// <summary>Copies an input to a place in scratch memory.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="scratch">The memory.</param>
    /// <param name="first">Its first float that is written.</param>
    /// <param name="length">Number of floats.</param>
    public static GpuKernel Copy(int input, GpuBinding scratch, int first, int length) =>
        Copy(GpuBinding.Input(input), new StridedMap([length], [1]), scratch, first);

    /// <summary>Fills a place in scratch memory with one value.</summary>
    public static GpuKernel Fill(float value, GpuBinding scratch, int first, int length) =>
        Copy(GpuBinding.Table(new[] { value }), new StridedMap([length], [0]), scratch, first);

    /// <summary>Copies an input, stretched to a shape as broadcasting does, to a place in scratch memory.</summary>
    public static GpuKernel Stretch(
        TensorInfo info, int input, TensorShape shape, GpuBinding scratch, int first) =>
        Copy(GpuBinding.Input(input), StridedMap.Broadcast(info.Shape, shape), scratch, first);

    private static GpuKernel Copy(GpuBinding from, StridedMap map, GpuBinding scratch, int first) =>
        CopyKernel.Words(from, map, scratch with { Vectors = false }, first);
}
