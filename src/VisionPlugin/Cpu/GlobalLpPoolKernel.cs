using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The norm of each channel, for the exponents 1 and 2.</summary>
internal abstract class GlobalLpPoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        ((GlobalLpPool)op).P is 1 or 2 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => ((GlobalLpPool)context.Operator).P == 1
            ? new GlobalPoolKernel<TVec, L1Pooling<TVec>>(context)
            : new GlobalPoolKernel<TVec, L2Pooling<TVec>>(context);
}
