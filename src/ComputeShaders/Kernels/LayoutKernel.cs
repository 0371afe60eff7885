using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Conversion of a tensor between layouts.</summary>
internal static class LayoutKernel
{
    /// <summary>
    /// The kernel that writes a tensor in layout <paramref name="to"/> (slot 1) from the other one (slot 0).
    /// </summary>
    public static GpuKernel Convert(TensorShape shape, GpuLayout to)
    {
        bool pack = to == GpuLayout.Packed;
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(shape, GpuLayout.Packed), pack ? "pack.comp" : "unpack.comp",
        [
            new("CHANNELS", shape[1]), new("BLOCKS", GpuTensorLayout.Blocks(shape[1])),
                new("PLANE", GpuTensorLayout.Plane(shape)),
        ],
        pack ? GpuBinding.Input(0) : GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Output(0, to));
    }
}
