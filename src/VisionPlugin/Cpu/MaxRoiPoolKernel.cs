using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Sampling;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The largest elements of regions of pictures.</summary>
internal abstract class MaxRoiPoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var sampler = new MaxRoiSampler(
            (MaxRoiPool)context.Operator, context.X.Shape, (Tensor<float>)context.Inputs[1]!.Tensor);
        return new PointKernel<TVec, MaxPooling<TVec>>(context, sampler, isMax: true);
    }
}
