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

    private sealed unsafe class Kernel<TVec>(KernelContext context, AxisWalk walk) : AxisKernel<TVec>(context, walk)
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly bool _log = ((Softmax)context.Operator).Log;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void RunRow(float* x, float* y, nint length)
        {
            nint i = 0;
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void RunColumns(float* x, float* y, nint length, nint step, int count)
        {
            TVec max = TVec.Splat(float.NegativeInfinity), sum = TVec.Splat(0);
            for (nint i = 0; i < length; i++)
                max = TVec.Max(max, TVec.LoadPartial(x + (i * step), count));
            for (nint i = 0; i < length; i++)
            {
                TVec e = VectorMath.Exp(TVec.LoadPartial(x + (i * step), count) - max);
                sum += e;
                TVec.StorePartial(e, y + (i * step), count);
            }

            TVec factor = TVec.Splat(1) / sum, logSum = VectorMath.Log(sum);
            for (nint i = 0; i < length && _log; i++)
                TVec.StorePartial(TVec.LoadPartial(x + (i * step), count) - max - logSum, y + (i * step), count);
            for (nint i = 0; i < length && !_log; i++)
                TVec.StorePartial(TVec.LoadPartial(y + (i * step), count) * factor, y + (i * step), count);
        }
    }
}
