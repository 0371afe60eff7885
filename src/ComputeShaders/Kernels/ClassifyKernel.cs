using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>IsNaN and IsInf, on linear tensors: masks of 0 and 1.</summary>
internal static class ClassifyKernel
{
    /// <summary>The kernel that finds what is not a number.</summary>
    public static GpuOperation Create(IsNaN op, KernelRequest request) => Kernel(request.Inputs[0], true, false, false);

    /// <summary>The kernel that finds infinities.</summary>
    public static GpuOperation Create(IsInf op, KernelRequest request) =>
        Kernel(request.Inputs[0], false, op.Negative, op.Positive);

    private static GpuKernel Kernel(TensorInfo x, bool isNaN, bool negative, bool positive) => GpuKernel.ForEach(
        x.Shape.Length, "classify.comp",
        [new("IS_NAN", isNaN), new("NEGATIVE", negative), new("POSITIVE", positive)],
        GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
}
