using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Sampling;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Sampling at the places that a grid names.</summary>
internal abstract class GridSampleKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 && inputs[1].DataType == DataType.Float32 && inputs[0].Shape.Rank <= 5
            ? LayoutRule.ChannelsLast : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        Operand grid = context.Inputs[1]!;
        var sampler = new GridSampler(
            (GridSample)context.Operator, context.X.Shape, (Tensor<float>)grid.Tensor, [.. grid.Strides()]);
        return new PointKernel<TVec, AveragePooling<TVec>>(context, sampler);
    }
}
