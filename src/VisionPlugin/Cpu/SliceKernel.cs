using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Takes a regular part of a tensor.</summary>
internal abstract class SliceKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        StridedMap map = Slice.Map([.. context.Inputs.Select(i => i is null ? default : TensorInfo.Of(i.Tensor))]);
        return new CopyKernel(context, new StridedCopy(
            context.Team,
            context.X.ElementSize,
            map.Output.Sizes,
            StridedPlace.In(context.Y),
            StridedPlace.In(context.X).Part(context.X, map)));
    }
}
