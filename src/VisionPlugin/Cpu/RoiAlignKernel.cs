using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Sampling;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Regions of pictures, sampled.</summary>
internal abstract class RoiAlignKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var op = (RoiAlign)context.Operator;
        var sampler = new RoiAlignSampler(
            op, context.X.Shape, (Tensor<float>)context.Inputs[1]!.Tensor, context.Inputs[2]!.Tensor);
        return op.Pooling == RegionPooling.Max
            ? new PointKernel<TVec, MaxPooling<TVec>>(context, sampler, isMax: true)
            : new PointKernel<TVec, AveragePooling<TVec>>(context, sampler);
    }
}
