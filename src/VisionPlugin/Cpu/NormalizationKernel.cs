using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Normalisations by the input's own statistics: of channels, of groups of channels, of last axes. Rows are neighbours
/// in planar memory; a row's elements are scaled and shifted by runs of one parameter, or each by its own.
/// </summary>
internal abstract class NormalizationKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => op switch
    {
        LayerNormalization layer => FitsRow(inputs[0].Shape, layer, inputs[1])
            && FitsRow(inputs[0].Shape, layer, Guard.Optional(inputs, 2)) ? LayoutRule.Planar : null,
        _ => LayoutRule.Planar,
    };

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        TensorShape x = context.X.Shape;
        int plane = x.Rank > 2 ? x.LengthOf(2, x.Rank) : 1, parameters = context.Inputs[1]!.Shape.Length;
        return context.Operator switch
        {
            InstanceNormalization op => new Kernel<TVec>(context, plane, plane, op.Epsilon, true),
            GroupNormalization op => new Kernel<TVec>(
                context, x[1] / op.Groups * plane, parameters == x[1] ? plane : x[1] / op.Groups * plane, op.Epsilon, true),
            LayerNormalization op => new Kernel<TVec>(
                context, x.LengthOf(x.NormalizeAxis(op.Axis), x.Rank), 1, op.Epsilon, op.Centered),
            _ => throw new NotSupportedException(context.Operator.Name),
        };
    }

    // Parameters that would have to be stretched are left to the reference.
    private static bool FitsRow(TensorShape x, LayerNormalization op, TensorInfo parameter) =>
        !parameter.IsPresent || parameter.Shape.Length == x.LengthOf(x.NormalizeAxis(op.Axis), x.Rank);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        // Sums of this many elements are made in single precision, sums of those in double.
        private const int Block = 4096;

        private readonly int _rows;
        private readonly int _length;
        private readonly int _run;
        private readonly int _parameters;
        private readonly float _epsilon;
        private readonly bool _centered;
        private readonly float* _x;
        private readonly float* _y;
        private readonly float* _scale;
        private readonly float* _shift;
        private readonly Action<int, int> _task;

        /// <summary>Binds rows of <paramref name="length"/> elements, <paramref name="run"/> of which share parameters.</summary>
        public Kernel(KernelContext context, int length, int run, float epsilon, bool centered)
            : base(context)
        {
            (_length, _run, _epsilon, _centered) = (length, run, epsilon, centered);
            _rows = context.Y.Shape.Length / length;
            _parameters = context.Inputs[1]!.Shape.Length;
            _x = context.X.Data;
            _y = context.Y.Data;
            _scale = context.Inputs[1]!.Data;
            _shift = context.Input(2) is { } shift ? shift.Data : null;
            _task = RunRow;
        }

        public override void Run() => Context.Team.For(_rows, _task);

        private void RunRow(int row, int member)
        {
            nint first = (nint)row * _length;
            double mean = _centered ? Sum(_x + first, 0, squares: false) / _length : 0;
            double variance = Sum(_x + first, (float)mean, squares: true) / _length;
            float center = (float)mean, inverse = (float)(1 / Math.Sqrt(variance + _epsilon));
            if (_run == 1)
            {
                ScaleEach(_x + first, _y + first, (int)(first % _parameters), center, inverse);
                return;
            }

            for (int i = 0; i < _length; i += _run)
            {
                int p = (int)((first + i) / _run % _parameters);
                float factor = inverse * _scale[p];
                Scale(_x + first + i, _y + first + i, center, factor, _shift is null ? 0 : _shift[p]);
            }
        }

        // The sum of x - center, or of its squares.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private double Sum(float* x, float center, bool squares)
        {
            TVec zero = TVec.Splat(0), shift = TVec.Splat(center);
            double total = 0;
            for (int start = 0; start < _length; start += Block)
            {
                int end = Math.Min(start + Block, _length), i = start;
                TVec sum = zero;
                for (; i <= end - TVec.Count; i += TVec.Count)
                {
                    TVec d = TVec.Load(x + i) - shift;
                    sum = squares ? TVec.MultiplyAdd(d, d, sum) : sum + d;
                }

                total += TVec.Sum(sum);
                for (; i < end; i++)
                    total += squares ? (x[i] - center) * (x[i] - center) : x[i] - center;
            }

            return total;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Scale(float* x, float* y, float center, float factor, float shift)
        {
            TVec c = TVec.Splat(center), f = TVec.Splat(factor), s = TVec.Splat(shift);
            int i = 0;
            for (; i <= _run - TVec.Count; i += TVec.Count)
                TVec.Store(TVec.MultiplyAdd(TVec.Load(x + i) - c, f, s), y + i);
            int rest = _run - i;
            if (rest > 0)
                TVec.StorePartial(TVec.MultiplyAdd(TVec.LoadPartial(x + i, rest) - c, f, s), y + i, rest);
        }

        // Every element has a scale and a shift of its own, from `parameter` on.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ScaleEach(float* x, float* y, int parameter, float center, float inverse)
        {
            TVec c = TVec.Splat(center), f = TVec.Splat(inverse);
            for (int i = 0; i < _length; i += TVec.Count)
            {
                int count = Math.Min(TVec.Count, _length - i);
                TVec shift = _shift is null ? TVec.Splat(0) : TVec.LoadPartial(_shift + parameter + i, count);
                TVec scale = TVec.LoadPartial(_scale + parameter + i, count) * f;
                TVec.StorePartial(TVec.MultiplyAdd(TVec.LoadPartial(x + i, count) - c, scale, shift), y + i, count);
            }
        }
    }
}
