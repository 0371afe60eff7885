using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Exponentials normalised to sum 1 along an axis, or their logarithms.</summary>
internal abstract class SoftmaxKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType != DataType.Float32 ? null
        : ((Softmax)op).Flatten ? LayoutRule.Planar : LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var softmax = (Softmax)context.Operator;
        TensorShape shape = context.X.Shape;
        if (!softmax.Flatten)
            return new Kernel<TVec>(context, AxisWalk.Create(shape, context.Y.Layout, shape.NormalizeAxis(softmax.Axis))!.Value);
        (int outer, int length, int inner) = softmax.Split(shape);
        return new Kernel<TVec>(context, new AxisWalk(outer, length, inner));
    }

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly AxisWalk _walk;
        private readonly bool _log;
        private readonly int _columnTasks;
        private readonly float* _x;
        private readonly float* _y;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context, AxisWalk walk)
            : base(context)
        {
            _walk = walk;
            _log = ((Softmax)context.Operator).Log;
            _columnTasks = (walk.Inner + TVec.Count - 1) / TVec.Count;
            _x = context.X.Data;
            _y = context.Y.Data;
            _task = walk.Inner == 1 ? RunRow : RunColumns;
        }

        public override void Run() => Context.Team.For(_walk.Outer * _columnTasks, _task);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunRow(int row, int member)
        {
            nint length = _walk.Length, i = 0;
            float* x = _x + (row * length), y = _y + (row * length);
            TVec max = TVec.Splat(float.NegativeInfinity), sum = TVec.Splat(0);
            for (; i <= length - TVec.Count; i += TVec.Count)
                max = TVec.Max(max, TVec.Load(x + i));
            float top = TVec.MaxElement(max);
            for (; i < length; i++)
                top = MathF.Max(top, x[i]);
            TVec shift = TVec.Splat(top);
            for (i = 0; i <= length - TVec.Count; i += TVec.Count)
            {
                TVec e = VectorMath.Exp(TVec.Load(x + i) - shift);
                sum += e;
                TVec.Store(e, y + i);
            }

            int rest = (int)(length - i);
            float total = TVec.Sum(sum);
            if (rest > 0)
            {
                TVec.StorePartial(VectorMath.Exp(TVec.LoadPartial(x + i, rest) - shift), y + i, rest);
                for (; i < length; i++)
                    total += y[i];
            }

            if (_log)
            {
                TVec logSum = VectorMath.Log(TVec.Splat(total));
                for (i = 0; i <= length - TVec.Count; i += TVec.Count)
                    TVec.Store(TVec.Load(x + i) - shift - logSum, y + i);
                if (rest > 0)
                    TVec.StorePartial(TVec.LoadPartial(x + i, rest) - shift - logSum, y + i, rest);
                return;
            }

            TVec factor = TVec.Splat(1 / total);
            for (i = 0; i <= length - TVec.Count; i += TVec.Count)
                TVec.Store(TVec.Load(y + i) * factor, y + i);
            if (rest > 0)
                TVec.StorePartial(TVec.LoadPartial(y + i, rest) * factor, y + i, rest);
        }

        // One register of neighbouring columns.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunColumns(int task, int member)
        {
            nint inner = _walk.Inner;
            int column = task % _columnTasks * TVec.Count, count = (int)Math.Min(TVec.Count, inner - column);
            nint first = (task / _columnTasks * (nint)_walk.Length * inner) + column;
            float* x = _x + first, y = _y + first;
            TVec max = TVec.Splat(float.NegativeInfinity), sum = TVec.Splat(0);
            for (nint i = 0; i < _walk.Length; i++)
                max = TVec.Max(max, TVec.LoadPartial(x + (i * inner), count));
            for (nint i = 0; i < _walk.Length; i++)
            {
                TVec e = VectorMath.Exp(TVec.LoadPartial(x + (i * inner), count) - max);
                sum += e;
                TVec.StorePartial(e, y + (i * inner), count);
            }

            TVec factor = TVec.Splat(1) / sum, logSum = VectorMath.Log(sum);
            for (nint i = 0; i < _walk.Length && _log; i++)
                TVec.StorePartial(TVec.LoadPartial(x + (i * inner), count) - max - logSum, y + (i * inner), count);
            for (nint i = 0; i < _walk.Length && !_log; i++)
                TVec.StorePartial(TVec.LoadPartial(y + (i * inner), count) * factor, y + (i * inner), count);
        }
    }
}
