using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>What KEEP_CHANNELS of common/tensor.glsl needs to know of an output.</summary>
internal static class ChannelDefines
{
    /// <summary>CHANNELS and PLANE; such that nothing is masked in linear layout.</summary>
    public static ShaderDefine[] Of(TensorShape shape, GpuLayout layout) => layout == GpuLayout.Packed
        ? [new("CHANNELS", shape[1]), new("PLANE", Math.Max(1, GpuTensorLayout.Plane(shape)))]
        : [new("CHANNELS", GpuTensorLayout.Lanes), new("PLANE", 1)];
}
