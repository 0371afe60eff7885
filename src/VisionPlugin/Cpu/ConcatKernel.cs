using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Joins tensors along an axis.</summary>
internal abstract class ConcatKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        int axis = context.Y.Shape.NormalizeAxis(((Concat)context.Operator).Axis), start = 0;
        var copies = new StridedCopy[context.Inputs.Length];
        for (int i = 0; i < copies.Length; i++)
        {
            Operand input = context.Inputs[i]!;
            copies[i] = new StridedCopy(
                context.Team,
                input.ElementSize,
                input.Shape.Sizes,
                StridedPlace.In(context.Y, axis, start),
                StridedPlace.In(input));
            start += input.Shape[axis];
        }

        return new CopyKernel(context, copies);
    }
}
