using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Sampling at the places that a grid names: X packed, the grid linear.</summary>
internal static class GridSampleKernel
{
    private const int MaxAxes = 3;

    /// <summary>Why a sampling cannot run; null if it can.</summary>
    public static string? WhyUnsupported(GridSample op, Node node, TensorInfo[] inputs) =>
        inputs[0].Shape.Rank - 2 > MaxAxes ? $"more than {MaxAxes} spatial axes" : null;

    /// <summary>The kernel of a sampling.</summary>
    public static GpuOperation Create(GridSample op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        int axes = x.Rank - 2, taps = GridSampler.TapsOf(op.Mode);
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(y, GpuLayout.Packed), "grid_sample.comp",
            [
                new("AXES", axes), new("IN_D", axes > 2 ? x[2] : 1), new("IN_H", axes > 1 ? x[^2] : 1),
                new("IN_W", x[^1]), new("OUT_PLANE", GpuTensorLayout.Plane(y)), new("CHANNELS", y[1]),
                new("TAPS", taps), new("TAPS_Y", axes > 1 ? taps : 1), new("TAPS_Z", axes > 2 ? taps : 1),
                new("PADDING", (int)op.Padding), new("ALIGN_CORNERS", op.AlignCorners ? "true" : "false"),
            ],
            GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Input(1), GpuBinding.Output(0, GpuLayout.Packed));
    }
}
