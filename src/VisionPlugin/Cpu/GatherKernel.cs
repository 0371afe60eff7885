using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Picks slices by constant indices.</summary>
internal abstract class GatherKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[1].IsConstant ? LayoutRule.Planar : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        TensorShape x = context.X.Shape;
        int axis = x.NormalizeAxis(((Gather)context.Operator).Axis);
        int[] indices = Indices.Read(context.Inputs[1]!.Tensor, x[axis]);

        // The axes before and after the picked one stay as they are, whatever their number.
        int outer = x.LengthOf(0, axis), inner = x.LengthOf(axis + 1, x.Rank);
        Operand data = context.X with { Tensor = context.X.Tensor.Reshape([outer, x[axis], inner]) };
        return new TableCopy(
            context with { Inputs = [data, .. context.Inputs[1..]] },
            [[.. Enumerable.Range(0, outer)], indices, [.. Enumerable.Range(0, inner)]],
            fill: null);
    }
}
