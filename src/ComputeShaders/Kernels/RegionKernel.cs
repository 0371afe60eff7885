using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Pooling of regions of packed pictures; 64-bit indices of pictures are kept as 32-bit ones.</summary>
internal static class RegionKernel
{
    /// <summary>Why a pooling cannot run; null if it can.</summary>
    public static string? WhyUnsupported(RoiAlign op, Node node, TensorInfo[] inputs) =>
        KernelTable.WhyNotFloat(inputs[0]) ?? KernelTable.WhyNotFloat(inputs[1]);

    /// <summary>The kernel of a sampled pooling.</summary>
    public static GpuOperation Create(RoiAlign op, KernelRequest request)
    {
        bool isHalf = op.Coordinates == RegionCoordinates.HalfPixel;
        return Kernel(request, "roi_align.comp", op.SpatialScale,
            [
                new("RATIO", op.SamplingRatio), new("OFFSET", isHalf ? 0.5f : 0f), new("AT_LEAST_ONE", !isHalf),
                new("IS_MAX", op.Pooling == RegionPooling.Max ? "true" : "false"),
            ],
            GpuBinding.Input(2));
    }

    /// <summary>The kernel of a pooling of whole pixels.</summary>
    public static GpuOperation Create(MaxRoiPool op, KernelRequest request) =>
        Kernel(request, "max_roi_pool.comp", op.SpatialScale, []);

    private static GpuKernel Kernel(KernelRequest request, string shader, float scale,
        ImmutableArray<ShaderDefine> defines, params ImmutableArray<GpuBinding> more)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(y, GpuLayout.Packed), shader,
            [
                new("BATCH", x[0]), new("IN_H", x[2]), new("IN_W", x[3]), new("OUT_H", y[2]), new("OUT_W", y[3]),
                new("CHANNELS", y[1]), new("SCALE", scale), .. defines,
            ],
            [
                GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Input(1), .. more,
                GpuBinding.Output(0, GpuLayout.Packed),
            ]);
    }
}
