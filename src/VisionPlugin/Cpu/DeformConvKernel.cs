using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Sampling;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Deformable convolution: what the window sees is sampled into (N, C, KH * KW, OH * OW), over which
/// runs a convolution with a kernel of KH * KW x 1.
/// </summary>
internal abstract class DeformConvKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        TensorInfo bias = inputs.Length > 3 ? inputs[3] : default;
        return ConvKernel.RuleFor(new Conv(((DeformConv)op).Window, ((DeformConv)op).Groups), [inputs[0], inputs[1], bias]) is null
            ? null : LayoutRule.ChannelsLast;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly CpuKernel _sampling;
        private readonly CpuKernel _product;

        public Kernel(KernelContext context)
            : base(context)
        {
            var op = (DeformConv)context.Operator;
            Operand w = context.Inputs[1]!, offsets = context.Inputs[2]!;
            Operand? mask = context.Input(4);
            TensorShape x = context.X.Shape, y = context.Y.Shape;
            int taps = w.Shape[2] * w.Shape[3], plane = y[2] * y[3];
            Operand columns = new(
                Tensor.Create(DataType.Float32, [x[0], x[1], taps, plane]), Layout.ChannelsLast, IsConstant: false);
            var sampler = new DeformSampler(op, x, w.Shape, (Tensor<float>)offsets.Tensor, (Tensor<float>?)mask?.Tensor,
                [.. offsets.Strides()], mask is null ? default : [.. mask.Strides()]);
            _sampling = new PointKernel<TVec, AveragePooling<TVec>>(
                context with { Outputs = [columns] }, sampler, groups: op.OffsetGroups);

            Operand weights = w with { Tensor = w.Tensor.Reshape([w.Shape[0], w.Shape[1], taps, 1]) };
            Operand result = context.Y with { Tensor = context.Y.Tensor.Reshape([y[0], y[1], 1, plane]) };
            _product = ConvKernel.Create<TVec>(context with
            {
                Operator = new Conv(new Window([taps, 1], [], [], []), op.Groups),
                Inputs = [columns, weights, context.Input(3)],
                Outputs = [result],
            });
        }

        public override void Run()
        {
            _sampling.Run();
            _product.Run();
        }
    }
}
