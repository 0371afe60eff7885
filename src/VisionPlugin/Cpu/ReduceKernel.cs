using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Sums, means, norms and largest elements along axes that are neighbours in memory.</summary>
internal abstract class ReduceKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        var reduce = (Reduce)op;
        bool isKnown = reduce.Function is ReduceFunction.Sum or ReduceFunction.Mean or ReduceFunction.Max
            or ReduceFunction.L1 or ReduceFunction.L2;
        TensorShape x = inputs[0].Shape;
        int[] axes = reduce.Axes(inputs);
        if (!isKnown || inputs[0].DataType != DataType.Float32 || AxisWalk.Create(x, Layout.Planar, axes) is null)
            return null;

        // From channels-last memory the kept elements must come out in the graph's order.
        bool ordered = LayoutPlan.HasLayouts(x) && AxisWalk.Create(x, Layout.ChannelsLast, axes) is not null
            && (axes.Contains(1) || Enumerable.Range(2, x.Rank - 2).All(axis => axes.Contains(axis) || x[axis] == 1));
        return ordered ? LayoutRule.AnyToPlanar : LayoutRule.Planar;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var reduce = (Reduce)context.Operator;
        int[] axes = reduce.Axes([.. context.Inputs.Select(i => i is null ? default : TensorInfo.Of(i.Tensor))]);
        AxisWalk walk = AxisWalk.Create(context.X.Shape, context.X.Layout, axes)!.Value;
        return reduce.Function switch
        {
            ReduceFunction.Max => new Kernel<TVec, MaxPooling<TVec>>(context, walk, 1),
            ReduceFunction.L1 => new Kernel<TVec, L1Pooling<TVec>>(context, walk, 1),
            ReduceFunction.L2 => new Kernel<TVec, L2Pooling<TVec>>(context, walk, 1),
            ReduceFunction.Sum => new Kernel<TVec, AveragePooling<TVec>>(context, walk, 1),
            _ => new Kernel<TVec, AveragePooling<TVec>>(context, walk, 1f / walk.Length),
        };
    }

    private sealed unsafe class Kernel<TVec, TPool> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
        where TPool : unmanaged, IPool<TVec>
    {
        // Sums run over so many elements before they are added up: long chains of additions lose digits.
        private const int Block = 64;

        private readonly AxisWalk _walk;
        private readonly float _factor;
        private readonly int _columnTasks;
        private readonly float* _x;
        private readonly float* _y;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context, AxisWalk walk, float factor)
            : base(context)
        {
            (_walk, _factor) = (walk, factor);
            _columnTasks = (walk.Inner + TVec.Count - 1) / TVec.Count;
            _x = context.X.Data;
            _y = context.Y.Data;
            _task = walk.Inner == 1 ? ReduceRow : ReduceColumns;
        }

        public override void Run() => Context.Team.For(_walk.Outer * _columnTasks, _task);

        // Registers run along the row; their elements are joined at the end.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ReduceRow(int row, int member)
        {
            nint length = _walk.Length, i = 0;
            float* x = _x + (row * length);
            TVec total = TPool.Start;
            while (i <= length - TVec.Count)
            {
                TVec sum = TPool.Start;
                nint end = Math.Min(length - TVec.Count, i + ((Block - 1) * TVec.Count));
                for (; i <= end; i += TVec.Count)
                    sum = TPool.Add(sum, TVec.Load(x + i));
                total = TPool.Join(total, sum);
            }

            // What is left has a register of its own for each element, since zeros beyond it would count.
            for (; i < length; i++)
                total = TPool.Join(total, First(TPool.Add(TPool.Start, TVec.Splat(x[i]))));
            float* lanes = stackalloc float[TVec.Count];
            TVec.Store(total, lanes);
            TVec joined = TVec.Splat(lanes[0]);
            for (int lane = 1; lane < TVec.Count; lane++)
                joined = TPool.Join(joined, TVec.Splat(lanes[lane]));
            TVec.StorePartial(TPool.Finish(joined, TVec.Splat(_factor)), _y + row, 1);
        }

        // The first element, and what no elements give in all others.
        private static TVec First(TVec value) =>
            TVec.Select(TVec.LessThan(TVec.Iota(), TVec.Splat(1)), value, TPool.Start);

        // One register of neighbouring columns.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ReduceColumns(int task, int member)
        {
            int outer = task / _columnTasks, column = task % _columnTasks * TVec.Count;
            int count = Math.Min(TVec.Count, _walk.Inner - column);
            float* x = _x + ((nint)outer * _walk.Length * _walk.Inner) + column;
            TVec total = TPool.Start;
            for (int i = 0; i < _walk.Length;)
            {
                TVec sum = TPool.Start;
                for (int end = Math.Min(_walk.Length, i + Block); i < end; i++, x += _walk.Inner)
                    sum = TPool.Add(sum, TVec.LoadPartial(x, count));
                total = TPool.Join(total, sum);
            }

            TVec.StorePartial(TPool.Finish(total, TVec.Splat(_factor)), _y + ((nint)outer * _walk.Inner) + column, count);
        }
    }
}
