using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Puts elements back to where a max pool had found them, on linear tensors: zeros first, then the numbers of elements,
/// then the elements. Of several with the same place the last stays, in every run.
/// </summary>
internal static class MaxUnpoolKernel
{
    /// <summary>Why an unpooling cannot run; null if it can.</summary>
    public static string? WhyUnsupported(MaxUnpool op, Node node, TensorInfo[] inputs) =>
        KernelTable.WhyNotAsWords(inputs[0]);

    /// <summary>The kernels of an unpooling.</summary>
    public static GpuOperation Create(MaxUnpool op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, from = op.PooledFrom(x), to = request.Outputs[0].Shape;
        GpuBinding y = GpuBinding.Output(0, GpuLayout.Linear);
        return new GpuOperation(
        [
            GpuKernel.ForEach(to.Length, "fill.comp", [new("VALUE", 0)], y),
            GpuKernel.ForEach(x.Length, "max_unpool.comp",
                [
                    new("RANK", x.Rank), new("FROM_SIZES", Walk.Array(from.Sizes.ToArray())),
                    new("TO_SIZES", Walk.Array(to.Sizes.ToArray())), new("PLACES", from.Length),
                ],
                GpuBinding.Input(1), y),
            GpuKernel.ForEach(to.Length, "max_unpool_take.comp", [], GpuBinding.Input(0), y),
        ]);
    }
}
