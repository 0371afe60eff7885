using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The largest element under a sliding window.</summary>
internal abstract class MaxPoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 && inputs[0].Shape.Rank <= 5 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        ConvGeometry geometry = ((MaxPool)context.Operator).Geometry(context.X.Shape);
        return new WindowPoolKernel<TVec, MaxPooling<TVec>>(context, geometry, countsPadding: false);
    }
}
