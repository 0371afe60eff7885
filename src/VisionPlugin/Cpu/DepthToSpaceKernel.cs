using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Moves channels into blocks of pixels.</summary>
internal abstract class DepthToSpaceKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var op = (DepthToSpace)context.Operator;
        int b = op.BlockSize;
        TensorShape x = context.X.Shape;
        int[] from = context.X.Strides(), to = context.Y.Strides();
        int channels = context.Y.Shape[1], block = op.ChannelFirst ? from[1] : from[1] * channels;

        // Walked as N, C, H, row in the block, W, column in the block.
        return new CopyKernel(context, new StridedCopy(
            context.Team,
            context.X.ElementSize,
            [x[0], channels, x[2], b, x[3], b],
            StridedPlace.In(context.Y).With([to[0], to[1], to[2] * b, to[2], to[3] * b, to[3]]),
            StridedPlace.In(context.X).With(
                [from[0], op.ChannelFirst ? from[1] * b * b : from[1], from[2], block * b, from[3], block])));
    }
}
