using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Triangles of matrices, on linear tensors.</summary>
internal static class TriluKernel
{
    private static readonly int[] Main = [0];

    /// <summary>The kernel of a triangle.</summary>
    public static GpuOperation Create(Trilu op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        return GpuKernel.ForEach(x.Length, "trilu.comp",
            [new("ROWS", x[-2]), new("COLUMNS", x[-1]), new("UPPER", op.Upper)],
            GpuBinding.Input(0), request.Optional(1).IsPresent ? GpuBinding.Input(1) : GpuBinding.Table(Main),
            GpuBinding.Output(0, GpuLayout.Linear));
    }
}
