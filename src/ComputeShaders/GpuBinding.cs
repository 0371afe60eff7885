using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>What one slot of a kernel is bound to.</summary>
/// <param name="Kind">Which of the following counts.</param>
/// <param name="Index">Index of the node's input or output, or number of the scratch buffer.</param>
/// <param name="Layout">Layout of the input or output.</param>
/// <param name="Vectors">
/// The shader declares it with VECTORS_IN: a read-only array of vectors, which may come as a buffer texture.
/// </param>
/// <param name="Data">The constants.</param>
/// <param name="ScratchBytes">Size of the scratch buffer.</param>
/// <param name="Format">How the constants lie in memory.</param>
internal sealed record GpuBinding(
    GpuBindingKind Kind, int Index, GpuLayout Layout, bool Vectors, Array? Data = null, long ScratchBytes = 0,
    GpuFormat Format = GpuFormat.Singles)
{
    /// <summary>True for an input, output or intermediate tensor whose storage follows the worker's precision.</summary>
    public bool IsActivation => Kind != GpuBindingKind.Constant && Layout == GpuLayout.Packed;

    /// <summary>An input of the node, read as vectors (VECTORS_IN).</summary>
    public static GpuBinding Vec4Input(int index, GpuLayout layout) => new(GpuBindingKind.Input, index, layout, true);

    /// <summary>A linear input of the node, read as floats (FLOATS_IN) or integers (INTS_IN).</summary>
    public static GpuBinding Input(int index) => new(GpuBindingKind.Input, index, GpuLayout.Linear, false);

    /// <summary>An output of the node.</summary>
    public static GpuBinding Output(int index, GpuLayout layout) => new(GpuBindingKind.Output, index, layout, false);

    /// <summary>Constants made for the kernel, read as vectors (SINGLES_IN); a multiple of four floats.</summary>
    public static GpuBinding Weights(float[] data) => new(GpuBindingKind.Constant, 0, GpuLayout.Linear, true, data);

    /// <summary>Weights as <see cref="Kernels.WeightEncoding"/> packs them, read as vectors (WEIGHTS_IN).</summary>
    public static GpuBinding Weights(Array data, GpuFormat format) =>
        new(GpuBindingKind.Constant, 0, GpuLayout.Linear, true, data, Format: format);

    /// <summary>
    /// Constants made for the kernel, read as floats (FLOATS_IN) or integers (INTS_IN), or weights read one by one
    /// (SCALARS_IN).
    /// </summary>
    public static GpuBinding Table(Array data, GpuFormat format = GpuFormat.Singles) =>
        new(GpuBindingKind.Constant, 0, GpuLayout.Linear, false, data, Format: format);

    /// <summary>Memory that lives for the node only; the same index is the same memory in all of its kernels.</summary>
    public static GpuBinding Scratch(int index, long bytes, bool vectors) =>
        new(GpuBindingKind.Scratch, index, GpuLayout.Linear, vectors, null, bytes);

    /// <summary>The same for a packed tensor, read and written as those of the graph are.</summary>
    public static GpuBinding PackedScratch(int index, TensorShape shape) =>
        new(GpuBindingKind.Scratch, index, GpuLayout.Packed, true, null, GpuTensorLayout.Bytes(shape, GpuLayout.Packed));
}
