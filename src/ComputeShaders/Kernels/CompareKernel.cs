using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Comparisons and logical functions, on linear tensors: masks of 0 and 1.</summary>
internal static class CompareKernel
{
    /// <summary>Why a comparison cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Compare op, Node node, TensorInfo[] inputs) =>
        GpuWords.WhyNot(inputs[0]) ?? GpuWords.WhyNot(inputs[1]);

    /// <summary>The kernel of a comparison.</summary>
    public static GpuOperation Create(Compare op, KernelRequest request) =>
        Kernel(request, "compare_" + ActivationDefines.SnakeCase(op.Function.ToString()), request.Inputs[1].Shape,
            GpuBinding.Input(1));

    /// <summary>The kernel of a logical function of two masks.</summary>
    public static GpuOperation Create(Logical op, KernelRequest request) =>
        Kernel(request, "logical_" + ActivationDefines.SnakeCase(op.Function.ToString()), request.Inputs[1].Shape,
            GpuBinding.Input(1));

    /// <summary>The kernel of a negation: whether a mask is 0.</summary>
    public static GpuOperation Create(Not op, KernelRequest request) =>
        Kernel(request, "compare_equal", [], GpuBinding.Table(new int[1]));

    private static GpuKernel Kernel(KernelRequest request, string operation, TensorShape right, GpuBinding b)
    {
        TensorShape y = request.Outputs[0].Shape;
        DataType type = request.Inputs[0].DataType;
        bool isFloat = type is DataType.Float32 or DataType.Float16;
        var walk = new Walk(y.Sizes, StridedMap.Broadcast(request.Inputs[0].Shape, y).Strides,
            StridedMap.Broadcast(right, y).Strides);
        return GpuKernel.ForEach(y.Length, "compare.comp",
            [
                new("IS_FLOAT", isFloat), new("TYPE", isFloat ? "float" : type == DataType.UInt32 ? "uint" : "int"),
                new("OPERATION", operation), .. walk.SizeDefines("WALK"), walk.StrideDefine("A_STRIDES", 0),
                walk.StrideDefine("B_STRIDES", 1),
            ],
            GpuBinding.Input(0), b, GpuBinding.Output(0, GpuLayout.Linear));
    }
}
