using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>The grids of affine maps, linear.</summary>
internal static class AffineGridKernel
{
    /// <summary>The kernel of a grid.</summary>
    public static GpuOperation Create(AffineGrid op, KernelRequest request)
    {
        TensorShape y = request.Outputs[0].Shape;
        int axes = y[^1];
        return GpuKernel.ForEach(y.Length, "affine_grid.comp",
            [
                new("AXES", axes), new("SIZES", Walk.Array(Enumerable.Range(0, axes).Select(axis => y[axes - axis]))),
                new("ALIGN_CORNERS", op.AlignCorners ? "true" : "false"),
            ],
            GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
