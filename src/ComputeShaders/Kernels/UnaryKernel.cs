using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Element-wise functions, in whichever layout the input lies.</summary>
internal static class UnaryKernel
{
    /// <summary>Why a function cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Unary op, Node node, TensorInfo[] inputs)
    {
        if (DataTypes.IsFloat(inputs[0].DataType))
            return KernelTable.WhyNotFloat(inputs[0]);
        // A bound beyond 32 bits on the wrong side is the result.
        if (op.Activation is { Function: UnaryFunction.Clip, Alpha: var low, Beta: var high }
            && inputs[0].DataType == DataType.Int64 && (low > int.MaxValue || high < int.MinValue))
        {
            return $"the bounds {low}..{high} do not fit the 32 bits that Int64 has on the GPU";
        }

        // The negation of the least 32-bit integer does not fit.
        return op.Activation.Function is UnaryFunction.Neg or UnaryFunction.Abs
            ? GpuWords.WhyNotComputed(inputs[0]) : GpuWords.WhyNot(inputs[0]);
    }

    /// <summary>The kernel of a function.</summary>
    public static GpuOperation Create(Unary op, KernelRequest request)
    {
        GpuLayout layout = request.Layouts[0];
        if (!op.Activation.IsNone && !DataTypes.IsFloat(request.Inputs[0].DataType))
            return Integers(request.Inputs[0], op.Activation);
        return op.Activation.IsNone ? GpuOperation.Share(layout) : ForEachVector(request, layout, op.Activation);
    }

    /// <summary>A function over all vectors of the first input.</summary>
    public static GpuKernel ForEachVector(KernelRequest request, GpuLayout layout, Activation activation)
        => GpuKernel.ForEach(
        GpuTensorLayout.Vectors(request.Inputs[0].Shape, layout), "unary.comp",
        [.. ActivationDefines.Of(activation), .. ChannelDefines.Of(request.Outputs[0].Shape, layout)],
        GpuBinding.Vec4Input(0, layout), GpuBinding.Output(0, layout));

    private static GpuKernel Integers(TensorInfo x, Activation activation)
    {
        string operation = activation.Function switch
        {
            UnaryFunction.Abs => "abs_of",
            UnaryFunction.Sign => "sign_of",
            UnaryFunction function => ActivationDefines.SnakeCase(function.ToString()),
        };
        (long low, long high) = GpuWords.RangeOf(x.DataType);
        return GpuKernel.ForEach(x.Shape.Length, "integer_unary.comp",
            [
                new("TYPE", x.DataType == DataType.UInt32 ? "uint" : "int"), new("OPERATION", operation),
                new("CLIP_LOW", Bound(activation.Alpha)), new("CLIP_HIGH", Bound(activation.Beta)),
                .. GpuWords.Defines(x.DataType),
            ],
            GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));

        // One beyond the type's range is the type's own.
        string Bound(float value) => value <= low ? "LOW" : value >= high ? "HIGH" : $"({(int)value})";
    }
}
