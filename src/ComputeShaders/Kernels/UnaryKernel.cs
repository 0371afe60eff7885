using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Element-wise functions, in whichever layout the input lies.</summary>
internal static class UnaryKernel
{
    /// <summary>The kernel of a function.</summary>
    public static GpuOperation Create(Unary op, KernelRequest request)
    {
        GpuLayout layout = request.Layouts[0];
        return op.Activation.IsNone ? GpuOperation.Share(layout) : ForEachVector(request, layout, op.Activation);
    }

    /// <summary>A function over all vectors of the first input.</summary>
    public static GpuKernel ForEachVector(KernelRequest request, GpuLayout layout, Activation activation)
        => GpuKernel.ForEach(
        GpuTensorLayout.Vectors(request.Inputs[0].Shape, layout), "unary.comp",
        [.. ActivationDefines.Of(activation), .. ChannelDefines.Of(request.Outputs[0].Shape, layout)],
        GpuBinding.Vec4Input(0, layout), GpuBinding.Output(0, layout));
}
