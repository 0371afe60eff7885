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
        => new Kernel<TVec>(context, (LpNormalization)context.Operator);

    private sealed unsafe class Kernel<TVec>(KernelContext context, LpNormalization op)
        : AxisKernel<TVec>(context, AxisWalk.Create(context.X.Shape, context.Y.Layout, context.X.Shape.NormalizeAxis(op.Axis))!.Value)
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly bool _squares = op.P == 2;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void RunRow(float* x, float* y, nint length)
        {
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void RunColumns(float* x, float* y, nint length, nint step, int count)
        {
            TVec sum = TVec.Splat(0);
            for (nint i = 0; i < length; i++)
                sum += Term(TVec.LoadPartial(x + (i * step), count));
            TVec norm = Norm(sum);
            for (nint i = 0; i < length; i++)
                TVec.StorePartial(TVec.LoadPartial(x + (i * step), count) / norm, y + (i * step), count);
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
