using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Slices picked by index, on linear tensors. 64-bit indices are kept as 32-bit ones, which reach any axis.
/// </summary>
internal static class GatherKernel
{
    /// <summary>Why a gather cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Gather op, Node node, TensorInfo[] inputs)
        => KernelTable.WhyNotAsWords(inputs[0]);

    /// <summary>The kernel of a gather.</summary>
    public static GpuOperation Create(Gather op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int axis = x.NormalizeAxis(op.Axis);
        return GpuKernel.ForEach(request.Outputs[0].Shape.Length, "gather.comp",
            [
                new("SIZE", x[axis]), new("INDICES", request.Inputs[1].Shape.Length),
                new("INNER", x.LengthOf(axis + 1, x.Rank)),
            ],
            GpuBinding.Input(0), GpuBinding.Input(1), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
