using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Running sums, one line of elements after another; linear tensors.</summary>
internal static class CumSumKernel
{
    /// <summary>Why a sum cannot run; null if it can.</summary>
    public static string? WhyUnsupported(CumSum op, Node node, TensorInfo[] inputs) =>
        DataTypes.IsFloat(inputs[0].DataType) ? KernelTable.WhyNotFloat(inputs[0])
            : GpuWords.WhyNotComputed(inputs[0]);

    /// <summary>The kernel of a sum.</summary>
    public static GpuOperation Create(CumSum op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0];
        int axis = CumSum.Axis(request.Inputs.AsSpan()), size = x.Shape[axis];
        return GpuKernel.ForEach(x.Shape.Length / size, "cum_sum.comp",
            [
                new("SIZE", size), new("INNER", x.Shape.LengthOf(axis + 1, x.Shape.Rank)),
                new("EXCLUSIVE", op.Exclusive), new("REVERSE", op.Reverse), .. GpuWords.Defines(x.DataType),
            ],
            GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
