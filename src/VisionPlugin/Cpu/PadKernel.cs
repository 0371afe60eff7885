using System.Collections.Immutable;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Padding and cropping in every mode, also around the centre.</summary>
internal abstract class PadKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        TensorInfo[] inputs = [.. context.Inputs.Select(i => i is null ? default : TensorInfo.Of(i.Tensor))];
        ImmutableArray<PadAxis> axes = context.Operator is Pad pad
            ? pad.Axes(inputs) : ((CenterCropPad)context.Operator).Geometry(inputs);
        int[][] tables = [.. axes.Select(axis => Enumerable.Range(0, axis.Output).Select(axis.Source).ToArray())];
        return new TableCopy(context, tables, context.Input(2)?.Tensor.AsBytes().ToArray());
    }
}
