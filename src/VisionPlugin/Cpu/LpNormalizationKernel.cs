using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Rows along an axis, each divided by its norm.</summary>
internal abstract class LpNormalizationKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.Follow : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly AxisWalk _walk;
        private readonly bool _squares;
        private readonly int _columnTasks;
        private readonly float* _x;
        private readonly float* _y;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            var op = (LpNormalization)context.Operator;
            int axis = context.X.Shape.NormalizeAxis(op.Axis);
            _walk = AxisWalk.Create(context.X.Shape, context.Y.Layout, axis)!.Value;
            _squares = op.P == 2;
            _columnTasks = (_walk.Inner + TVec.Count - 1) / TVec.Count;
            _x = context.X.Data;
            _y = context.Y.Data;
            _task = _walk.Inner == 1 ? RunRow : RunColumns;
        }

        public override void Run() => Context.Team.For(_walk.Outer * _columnTasks, _task);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunRow(int row, int member)
        {
            nint length = _walk.Length;
            float* x = _x + (row * length), y = _y + (row * length);
            TVec sum = TVec.Splat(0);
            for (nint i = 0; i < length; i += TVec.Count)
                sum += Term(TVec.LoadPartial(x + i, (int)Math.Min(TVec.Count, length - i)));
            TVec norm = Norm(TVec.Splat(TVec.Sum(sum)));
            for (nint i = 0; i < length; i += TVec.Count)
            {
                int count = (int)Math.Min(TVec.Count, length - i);
                TVec.StorePartial(TVec.LoadPartial(x + i, count) / norm, y + i, count);
            }
        }

        // One register of neighbouring columns.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunColumns(int task, int member)
        {
            nint inner = _walk.Inner;
            int column = task % _columnTasks * TVec.Count, count = (int)Math.Min(TVec.Count, inner - column);
            nint first = (task / _columnTasks * (nint)_walk.Length * inner) + column;
            float* x = _x + first, y = _y + first;
            TVec sum = TVec.Splat(0);
            for (nint i = 0; i < _walk.Length; i++)
                sum += Term(TVec.LoadPartial(x + (i * inner), count));
            TVec norm = Norm(sum);
            for (nint i = 0; i < _walk.Length; i++)
                TVec.StorePartial(TVec.LoadPartial(x + (i * inner), count) / norm, y + (i * inner), count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVec Term(TVec value) => _squares ? value * value : TVec.Abs(value);

        // 1 instead of 0, which leaves a row of zeros as it is.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVec Norm(TVec sum)
        {
            TVec norm = _squares ? TVec.Sqrt(sum) : sum;
            return TVec.Select(TVec.Equal(norm, TVec.Splat(0)), TVec.Splat(1), norm);
        }
    }
}
