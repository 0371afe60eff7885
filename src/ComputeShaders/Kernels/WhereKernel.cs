using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>A choice between two tensors by a mask, on linear tensors.</summary>
internal static class WhereKernel
{
    /// <summary>The kernel of a choice.</summary>
    public static GpuOperation Create(Where op, KernelRequest request)
    {
        TensorShape y = request.Outputs[0].Shape;
        var walk = new Walk(y.Sizes,
            [.. request.Inputs.Select(input => StridedMap.Broadcast(input.Shape, y).Strides)]);
        return GpuKernel.ForEach(y.Length, "where.comp",
            [
                .. walk.SizeDefines("WALK"), walk.StrideDefine("MASK_STRIDES", 0), walk.StrideDefine("A_STRIDES", 1),
                walk.StrideDefine("B_STRIDES", 2),
            ],
            GpuBinding.Input(0), GpuBinding.Input(1), GpuBinding.Input(2), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
