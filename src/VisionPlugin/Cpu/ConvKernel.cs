using VisionPlugin.Cpu.Convolution;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Convolution: as a matrix product, whose weights are packed once if they are constant, or directly where every channel is a
/// group.
/// </summary>
internal abstract class ConvKernel : IKernelFactory
{
    // Below this, a line of the window is too short a run for the matrix kernel unless its pixels are joined.
    private const int FewChannels = 8;

    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        if (!HasConstantWeights(inputs))
            return IsDepthwise((Conv)op, inputs[0].Shape, inputs[1].Shape) ? null : LayoutRule.ChannelsLast;
        return JoinsPixels((Conv)op, inputs[0].Shape, inputs[1].Shape)
            && !(inputs.Length > 3 && inputs[3].IsPresent) ? LayoutRule.AnyToChannelsLast : LayoutRule.ChannelsLast;
    }

    /// <summary>True if the node is a convolution whose pixels need not follow each other in memory.</summary>
    public static bool WritesAnyStride(Node node, ReadOnlySpan<TensorInfo> inputs) =>
        node.Operator is Conv conv
        && HasConstantWeights(inputs)
        && !IsDepthwise(conv, inputs[0].Shape, inputs[1].Shape)
        && !(inputs.Length > 3 && inputs[3].IsPresent);

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var conv = (Conv)context.Operator;
        TensorShape x = context.X.Shape, w = context.Inputs[1]!.Shape;
        if (IsDepthwise(conv, x, w))
            return new DepthwiseConvKernel<TVec>(context);

        // A register that is wider than all outputs of a group would mostly compute padding.
        int outputs = w[0] / conv.Groups;
        bool joinsPixels = context.Inputs[1]!.IsConstant && context.Input(2) is null or { IsConstant: true }
            && JoinsPixels(conv, x, w);
        if (outputs <= Float128.Count && TVec.Count > Float128.Count)
            return new ProductConvKernel<Float128>(context, joinsPixels);
        if (outputs <= Float256.Count && TVec.Count > Float256.Count)
            return new ProductConvKernel<Float256>(context, joinsPixels);
        return new ProductConvKernel<TVec>(context, joinsPixels);
    }

    private static bool HasConstantWeights(ReadOnlySpan<TensorInfo> inputs) =>
        inputs[1].IsConstant && (inputs.Length < 3 || !inputs[2].IsPresent || inputs[2].IsConstant);

    private static bool IsDepthwise(Conv conv, TensorShape x, TensorShape w) =>
        conv.Groups > 1 && conv.Groups == x[1] && conv.Groups == w[0];

    private static bool JoinsPixels(Conv conv, TensorShape x, TensorShape w) =>
        conv.Groups == 1 && x[1] <= FewChannels && conv.Geometry(x, w).X is { Dilation: 1 };
}
