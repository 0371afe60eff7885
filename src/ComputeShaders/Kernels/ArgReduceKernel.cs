using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Positions of extreme elements along an axis, on linear tensors.</summary>
internal static class ArgReduceKernel
{
    // Below this many elements an invocation looks at a line by itself.
    private const int ShortLine = 32;

    /// <summary>The kernel of a search.</summary>
    public static GpuOperation Create(ArgReduce op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0];
        int axis = x.Shape.NormalizeAxis(op.Axis), size = x.Shape[axis], rows = x.Shape.Length / size;
        int inner = x.Shape.LengthOf(axis + 1, x.Shape.Rank);
        // With many lines next to one another there is enough to do without sharing one.
        bool shared = size >= ShortLine && inner < GpuKernel.DefaultGroupSize;
        int group = shared && request.Traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        return new GpuKernel("arg_reduce.comp",
            [
                new("ROWS", rows), new("SIZE", size), new("INNER", inner), new("IS_MIN", op.IsMin),
                new("SELECT_LAST", op.SelectLast), new("LANES", shared ? group : 1), .. GpuWords.Defines(x.DataType),
            ],
            [GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear)],
            group, shared ? rows : (rows + group - 1) / group);
    }
}
