using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Moves blocks of pixels into channels.</summary>
internal abstract class SpaceToDepthKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        int b = ((SpaceToDepth)context.Operator).BlockSize;
        TensorShape x = context.X.Shape, y = context.Y.Shape;
        int[] from = context.X.Strides(), to = context.Y.Strides();

        // Walked as N, row in the block, column in the block, C, H, W.
        return new CopyKernel(context, new StridedCopy(
            context.Team,
            context.X.ElementSize,
            [x[0], b, b, x[1], y[2], y[3]],
            StridedPlace.In(context.Y).With([to[0], to[1] * x[1] * b, to[1] * x[1], to[1], to[2], to[3]]),
            StridedPlace.In(context.X).With([from[0], from[2], from[3], from[1], from[2] * b, from[3] * b])));
    }
}
