using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Normalisation of channels by constant statistics: one multiply-add an element.</summary>
internal abstract class BatchNormalizationKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        foreach (TensorInfo input in inputs[1..])
        {
            if (!input.IsConstant)
                return null;
        }

        return inputs[0].Shape.Rank > 1 ? LayoutRule.Follow : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private const int TaskLength = 8192;

        private readonly AxisWalk _walk;
        private readonly HostBuffer _constants;
        private readonly float* _x;
        private readonly float* _y;
        private readonly int _rowsPerTask;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            TensorShape shape = context.X.Shape;
            _walk = AxisWalk.Create(shape, context.Y.Layout, 1)!.Value;
            _constants = new HostBuffer(2L * _walk.Length * sizeof(float));
            float epsilon = ((BatchNormalization)context.Operator).Epsilon;
            for (int c = 0; c < _walk.Length; c++)
            {
                double factor = At(1, c) / Math.Sqrt(At(4, c) + epsilon);
                Factor[c] = (float)factor;
                Term[c] = (float)(At(2, c) - (At(3, c) * factor));
            }

            _x = context.X.Data;
            _y = context.Y.Data;
            int row = _walk.Inner == 1 ? _walk.Length : _walk.Inner;
            _rowsPerTask = Math.Max(1, TaskLength / row);
            _task = _walk.Inner == 1 ? RunPixels : RunPlanes;

            double At(int input, int channel) => context.Inputs[input]!.Tensor.AsSpan<float>()[channel];
        }

        private float* Factor => _constants.Pointer<float>();

        private float* Term => _constants.Pointer<float>() + _walk.Length;

        private int Rows => _walk.Inner == 1 ? _walk.Outer : _walk.Outer * _walk.Length;

        public override void Run() => Context.Team.For((Rows + _rowsPerTask - 1) / _rowsPerTask, _task);

        // Channels are neighbours.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunPixels(int task, int member)
        {
            nint channels = _walk.Length, first = (nint)task * _rowsPerTask, end = Math.Min(first + _rowsPerTask, Rows);
            float* factor = Factor, term = Term;
            for (nint row = first; row < end; row++)
            {
                float* x = _x + (row * channels), y = _y + (row * channels);
                nint c = 0;
                for (; c <= channels - TVec.Count; c += TVec.Count)
                    TVec.Store(TVec.MultiplyAdd(TVec.Load(x + c), TVec.Load(factor + c), TVec.Load(term + c)), y + c);
                int rest = (int)(channels - c);
                if (rest > 0)
                {
                    TVec f = TVec.LoadPartial(factor + c, rest), t = TVec.LoadPartial(term + c, rest);
                    TVec.StorePartial(TVec.MultiplyAdd(TVec.LoadPartial(x + c, rest), f, t), y + c, rest);
                }
            }
        }

        // Each channel is a plane.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunPlanes(int task, int member)
        {
            nint length = _walk.Inner, first = (nint)task * _rowsPerTask, end = Math.Min(first + _rowsPerTask, Rows);
            for (nint row = first; row < end; row++)
            {
                float* x = _x + (row * length), y = _y + (row * length);
                TVec f = TVec.Splat(Factor[row % _walk.Length]), t = TVec.Splat(Term[row % _walk.Length]);
                nint i = 0;
                for (; i <= length - TVec.Count; i += TVec.Count)
                    TVec.Store(TVec.MultiplyAdd(TVec.Load(x + i), f, t), y + i);
                int rest = (int)(length - i);
                if (rest > 0)
                    TVec.StorePartial(TVec.MultiplyAdd(TVec.LoadPartial(x + i, rest), f, t), y + i, rest);
            }
        }
    }
}
