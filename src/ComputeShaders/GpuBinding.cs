using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>What one slot of a kernel is bound to.</summary>
/// <param name="Kind">Which of the following counts.</param>
/// <param name="Index">Index of the node's input or output, or number of the scratch buffer.</param>
/// <param name="Layout">Layout of the input or output.</param>
/// <param name="Vectors">
/// The shader declares it with VECTORS_IN: a read-only array of vec4, which may come as a buffer texture.
/// </param>
/// <param name="Data">The constants.</param>
/// <param name="ScratchBytes">Size of the scratch buffer.</param>
internal sealed record GpuBinding(
    GpuBindingKind Kind, int Index, GpuLayout Layout, bool Vectors, Array? Data = null, long ScratchBytes = 0)
{
    /// <summary>An input of the node, read as vectors (VECTORS_IN).</summary>
    public static GpuBinding Vec4Input(int index, GpuLayout layout) => new(GpuBindingKind.Input, index, layout, true);

    /// <summary>A linear input of the node, read as floats (FLOATS_IN) or integers (INTS_IN).</summary>
    public static GpuBinding Input(int index) => new(GpuBindingKind.Input, index, GpuLayout.Linear, false);

    /// <summary>An output of the node.</summary>
    public static GpuBinding Output(int index, GpuLayout layout) => new(GpuBindingKind.Output, index, layout, false);

    /// <summary>Constants made for the kernel, read as vectors (VECTORS_IN); a multiple of four floats.</summary>
    public static GpuBinding Weights(float[] data) => new(GpuBindingKind.Constant, 0, GpuLayout.Linear, true, data);

    /// <summary>Constants made for the kernel, read as floats (FLOATS_IN) or integers (INTS_IN).</summary>
    public static GpuBinding Table(Array data) => new(GpuBindingKind.Constant, 0, GpuLayout.Linear, false, data);

    /// <summary>Memory that lives for the node only; the same index is the same memory in all of its kernels.</summary>
    public static GpuBinding Scratch(int index, long bytes, bool vectors) =>
        new(GpuBindingKind.Scratch, index, GpuLayout.Linear, vectors, null, bytes);

    /// <summary>The same for a packed tensor, read and written as those of the graph are.</summary>
    public static GpuBinding PackedScratch(int index, TensorShape shape) =>
        new(GpuBindingKind.Scratch, index, GpuLayout.Packed, true, null, GpuTensorLayout.Bytes(shape, GpuLayout.Packed));
}
