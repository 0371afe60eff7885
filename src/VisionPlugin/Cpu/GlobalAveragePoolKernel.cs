using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The mean of each channel.</summary>
internal abstract class GlobalAveragePoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.ChannelsLast;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new GlobalPoolKernel<TVec, AveragePooling<TVec>>(context);
}
