using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Puts elements back to where a max pool had found them, one after the other: places may be anywhere.</summary>
internal abstract class MaxUnpoolKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.Planar : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context);

    private sealed class Kernel(KernelContext context) : CpuKernel(context)
    {
        private readonly TensorShape _from = ((MaxUnpool)context.Operator).PooledFrom(context.X.Shape);
        private readonly TensorShape _to = context.Y.Shape;

        public override void Run()
        {
            ReadOnlySpan<float> x = Context.X.Tensor.AsSpan<float>();
            ReadOnlySpan<long> places = Context.Inputs[1]!.Tensor.AsSpan<long>();
            Span<float> y = Context.Y.Tensor.AsSpan<float>();
            y.Clear();
            bool isSame = _from == _to;
            for (int i = 0; i < x.Length; i++)
            {
                if (places[i] >= 0 && places[i] < _from.Length)
                    y[isSame ? (int)places[i] : MaxUnpool.PlaceIn(_to, _from, (int)places[i])] = x[i];
            }
        }
    }
}
