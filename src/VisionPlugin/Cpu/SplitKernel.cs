using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Cuts a tensor along an axis.</summary>
internal abstract class SplitKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        int axis = context.X.Shape.NormalizeAxis(((Split)context.Operator).Axis), start = 0;
        var copies = new List<StridedCopy>();
        foreach (Operand output in context.Outputs)
        {
            // A part that nobody wants may have no elements.
            if (output.Shape.Length == 0)
                continue;
            copies.Add(new StridedCopy(
                context.Team,
                output.ElementSize,
                output.Shape.Sizes,
                StridedPlace.In(output),
                StridedPlace.In(context.X, axis, start)));
            start += output.Shape[axis];
        }

        return new CopyKernel(context, [.. copies]);
    }
}
