using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Reductions of integers and masks, exact; linear tensors.</summary>
internal static class IntegerReduceKernel
{
    /// <summary>Why a reduction cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Reduce op, TensorInfo[] inputs)
    {
        if (op.Function is not (ReduceFunction.Min or ReduceFunction.Max) && Combine(op.Function) is not null)
            return GpuWords.WhyNotComputed(inputs[0]);
        // Of nothing, the least int64 is the largest one.
        bool fits = inputs[0].DataType != DataType.Int64 || inputs[0].Shape.Length > 0;
        return Combine(op.Function) is null ? $"Reduce{op.Function} of integers is computed on the CPU"
            : fits ? GpuWords.WhyNot(inputs[0]) : GpuWords.WhyNotComputed(inputs[0]);
    }

    /// <summary>The kernel of a reduction.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="request">The node.</param>
    /// <param name="kept">A walk over the axes that stay.</param>
    /// <param name="reduced">A walk over the others.</param>
    public static GpuKernel Create(Reduce op, KernelRequest request, Walk kept, Walk reduced)
    {
        DataType type = request.Inputs[0].DataType;
        string start = op.Function switch
        {
            ReduceFunction.Min => "HIGH",
            ReduceFunction.Max => "LOW",
            ReduceFunction.Prod => "1",
            _ => "0",
        };
        return GpuKernel.ForEach(request.Outputs[0].Shape.Length, "reduce_integers.comp",
            [
                new("TYPE", type == DataType.UInt32 ? "uint" : "int"), new("START", start),
                new("COMBINE", Combine(op.Function)!), .. kept.SizeDefines("KEPT"),
                kept.StrideDefine("KEPT_STRIDES", 0), .. reduced.SizeDefines("REDUCED"),
                reduced.StrideDefine("REDUCED_STRIDES", 0), new("LENGTH", reduced.Length), .. GpuWords.Defines(type),
            ],
            GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
    }

    // Means, roots and logarithms need more than 32 bits on the way.
    private static string? Combine(ReduceFunction function) => function switch
    {
        ReduceFunction.Sum => "add",
        ReduceFunction.Prod => "multiply",
        ReduceFunction.SumSquare => "add_square",
        ReduceFunction.L1 => "add_size",
        ReduceFunction.Min => "smaller",
        ReduceFunction.Max => "larger",
        _ => null,
    };
}
