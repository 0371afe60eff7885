using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Local response normalisation across channels, which are neighbours in memory.</summary>
internal abstract class LrnKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.ChannelsLast;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private const int TaskLength = 4096;

        private readonly Lrn _lrn;
        private readonly int _channels;
        private readonly int _pixels;
        private readonly int _before;
        private readonly int _size;
        private readonly int _pixelsPerTask;
        private readonly float* _x;
        private readonly float* _y;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            _lrn = (Lrn)context.Operator;
            _channels = context.X.Shape[1];
            _pixels = context.X.Shape.Length / _channels;

            // Beyond all channels on either side there is nothing to add.
            _before = Math.Min((_lrn.Size - 1) / 2, _channels);
            _size = _before + Math.Min(_lrn.Size / 2, _channels) + 1;
            _pixelsPerTask = Math.Max(1, TaskLength / _channels);
            _x = context.X.Data;
            _y = context.Y.Data;
            _task = Normalize;
            context.Scratch.ReserveForEach((_channels + _size + (2L * TVec.Count)) * sizeof(float));
        }

        public override void Run() => Context.Team.For((_pixels + _pixelsPerTask - 1) / _pixelsPerTask, _task);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Normalize(int task, int member)
        {
            // The squares of a pixel's channels with zeros on both sides, so that no sum needs to look where it is.
            float* squares = (float*)Context.Scratch.Of(member);
            new Span<float>(squares, _channels + _size + (2 * TVec.Count)).Clear();
            float* first = squares + _before;
            TVec bias = TVec.Splat(_lrn.Bias), alpha = TVec.Splat(_lrn.Alpha / _lrn.Size);
            int from = task * _pixelsPerTask, to = Math.Min(from + _pixelsPerTask, _pixels);
            for (int pixel = from; pixel < to; pixel++)
            {
                float* x = _x + ((nint)pixel * _channels), y = _y + ((nint)pixel * _channels);
                for (int c = 0; c < _channels; c += TVec.Count)
                {
                    int count = Math.Min(TVec.Count, _channels - c);
                    TVec value = TVec.LoadPartial(x + c, count);
                    TVec.StorePartial(value * value, first + c, count);
                }

                for (int c = 0; c < _channels; c += TVec.Count)
                {
                    TVec sum = TVec.Splat(0);
                    for (int i = 0; i < _size; i++)
                        sum += TVec.Load(squares + c + i);
                    int count = Math.Min(TVec.Count, _channels - c);
                    TVec scale = Power(TVec.MultiplyAdd(alpha, sum, bias));
                    TVec.StorePartial(TVec.LoadPartial(x + c, count) * scale, y + c, count);
                }
            }
        }

        // value to the power of -beta; roots where the usual exponents allow.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVec Power(TVec value)
        {
            TVec one = TVec.Splat(1);
            if (_lrn.Beta == 0.75f)
            {
                TVec root = TVec.Sqrt(value);
                return one / (root * TVec.Sqrt(root));
            }

            return _lrn.Beta switch
            {
                // Of NaN too.
                0 => one,
                0.5f => one / TVec.Sqrt(value),
                1 => one / value,
                _ => VectorMath.Exp(VectorMath.Log(value) * TVec.Splat(-_lrn.Beta)),
            };
        }
    }
}
