using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Repeats a tensor along axes of size 1.</summary>
internal abstract class ExpandKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new CopyKernel(context, new StridedCopy(
            context.Team,
            context.X.ElementSize,
            context.Y.Shape.Sizes,
            StridedPlace.In(context.Y),
            StridedPlace.In(context.X).With(StridedWalk.Broadcast(context.X, context.Y.Shape))));
}
