using System.Collections.Immutable;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Resizing: nearest neighbours by copying, interpolation of floats one axis after the other from tables of positions and
/// weights.
/// </summary>
internal abstract class ResizeKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        var resize = (Resize)op;
        if (resize.Mode == Interpolation.Nearest)
            return LayoutRule.Follow;
        return inputs[0].DataType == DataType.Float32 ? LayoutRule.Follow : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var resize = (Resize)context.Operator;
        ImmutableArray<ResizeAxis> axes = resize.Geometry([.. context.Inputs.Select(i => i is null ? default : TensorInfo.Of(i.Tensor))]);
        ResizeTaps[] taps = [.. axes.Select(resize.Taps)];
        if (resize.Mode != Interpolation.Nearest)
            return new Kernel<TVec>(context, axes, taps, resize.ExtrapolationValue);
        Tensor outside = Tensor.Create(context.Y.Tensor.DataType, []);
        ElementValues.FromDouble([resize.ExtrapolationValue], outside);
        return new TableCopy(context, [.. taps.Select(axis => axis.Positions)], outside.AsBytes().ToArray());
    }

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly ResizePass<TVec>[] _passes;

        public Kernel(KernelContext context, ImmutableArray<ResizeAxis> axes, ResizeTaps[] taps, float outside)
            : base(context)
        {
            // The innermost axes last: the others work on long rows.
            TensorShape shape = context.X.Shape;
            int[] order = [.. ResizeGeometry.InOrder(axes,
                StridedWalk.MemoryOrder(shape.Rank, context.Y.Layout).Where(axis => !axes[axis].IsIdentity))];
            _passes = new ResizePass<TVec>[Math.Max(order.Length, 1)];
            long largest = 0;
            for (int i = 0; i < order.Length; i++)
            {
                AxisWalk walk = Along(shape, context.Y.Layout, order[i]);
                _passes[i] = new ResizePass<TVec>(context.Team, walk, taps[order[i]], outside);
                shape = shape.With(order[i], axes[order[i]].Output);
                largest = Math.Max(largest, i < order.Length - 1 ? shape.Length : 0);
            }

            if (order.Length == 0)
                _passes[0] = new ResizePass<TVec>(context.Team, new AxisWalk(1, 1, shape.Length), new ResizeTaps(1, [0], [1]));

            // Passes in between write to two buffers in turns.
            HalfLength = (int)((largest + TVec.Count - 1) / TVec.Count * TVec.Count);
            context.Scratch.ReserveShared(2L * HalfLength * sizeof(float));
        }

        private int HalfLength { get; }

        public override void Run()
        {
            float* source = Context.X.Data;
            for (int i = 0; i < _passes.Length; i++)
            {
                float* target = i == _passes.Length - 1
                    ? Context.Y.Data : (float*)Context.Scratch.Shared + (i % 2 * HalfLength);
                _passes[i].Run(source, target);
                source = target;
            }
        }

        private static AxisWalk Along(TensorShape shape, Layout layout, int axis)
        {
            int[] order = StridedWalk.MemoryOrder(shape.Rank, layout);
            int position = Array.IndexOf(order, axis);
            return new AxisWalk(
                order[..position].Aggregate(1, (product, a) => product * shape[a]),
                shape[axis],
                order[(position + 1)..].Aggregate(1, (product, a) => product * shape[a]));
        }
    }
}
