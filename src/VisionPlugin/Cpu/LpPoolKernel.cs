using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The norm under a sliding window, for the exponents 1 and 2.</summary>
internal abstract class LpPoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        ((LpPool)op).P is 1 or 2 && inputs[0].Shape.Rank <= 5 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var pool = (LpPool)context.Operator;
        ConvGeometry geometry = pool.Geometry(context.X.Shape);
        return pool.P == 1
            ? new WindowPoolKernel<TVec, L1Pooling<TVec>>(context, geometry, countsPadding: false)
            : new WindowPoolKernel<TVec, L2Pooling<TVec>>(context, geometry, countsPadding: false);
    }
}
