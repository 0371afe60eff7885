using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The mean under a sliding window.</summary>
internal abstract class AveragePoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].Shape.Rank <= 5 ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var pool = (AveragePool)context.Operator;
        return new WindowPoolKernel<TVec, AveragePooling<TVec>>(context, pool.Geometry(context.X.Shape), pool.CountIncludePad);
    }
}
