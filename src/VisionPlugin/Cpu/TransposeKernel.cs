using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Reorders axes. Reads either layout, so that (N, C, H, W) to (N, H, W, C) is often a plain copy.</summary>
internal abstract class TransposeKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.AnyToPlanar;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        int[] order = ((Transpose)context.Operator).Order(context.X.Shape);
        return new CopyKernel(context, new StridedCopy(
            context.Team,
            context.X.ElementSize,
            context.Y.Shape.Sizes,
            StridedPlace.In(context.Y),
            StridedPlace.In(context.X).Reorder(order)));
    }
}
