using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>Convolutions beyond the everyday ones, made of other operators where that is exact.</summary>
public static class LayerMoreProducts
{
    /// <summary>
    /// Convolution as mathematics defines it, with the kernel flipped: Y(i) = sum over k of W(k) * X(i - k). What networks
    /// call convolution is cross-correlation (Goodfellow et al., Deep Learning, 2016, section 9.1); with learned weights they
    /// differ in the order of the weights only. Weights <c>NAME.weight</c>, <c>NAME.bias</c>.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="dilation">Distance between neighbouring elements of the kernel.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="name">Name; conv1, conv2, ... if null.</param>
    public static Layer TrueConv2d(this Layer x, int channels, Extent kernel, Extent stride = default, Padding padding = default,
        int dilation = 1, int groups = 1, bool bias = true, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        string layer = x.Builder.NameOf(name, "conv");
        Window window = LayerProducts.WindowOf(2, kernel, stride, padding, dilation);
        Layer weights = Kernel(x, layer, [channels, x.Channels / groups, .. window.Kernel]);
        Layer flipped = x.Builder.Add(layer + "_flipped", new Slice(), weights,
            List(x, layer + "_starts", -1, -1), List(x, layer + "_ends", long.MinValue, long.MinValue),
            List(x, layer + "_axes", 2, 3), List(x, layer + "_steps", -1, -1));
        return x.Builder.Add(layer, new Conv(window, groups), x, flipped, Bias(x, layer, channels, bias));
    }

    /// <summary>
    /// Convolution with a kernel that is the product of a column and a row, done as two convolutions: KH x 1, then 1 x KW.
    /// KH + KW products instead of KH * KW, for kernels of rank 1 such as Sobel's (Szegedy et al., Rethinking the Inception
    /// Architecture, 2016, section 3.2, uses it with free weights). Weights <c>NAME.column.weight</c>,
    /// <c>NAME.row.weight</c>, <c>NAME.row.bias</c>.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="between">Channels between both; as many as come out if 0.</param>
    /// <param name="groups">Channel groups; as many as there are channels to filter each with a kernel of its own.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="name">Name; conv1, conv2, ... if null.</param>
    public static Layer SpatiallySeparableConv2d(this Layer x, int channels, Extent kernel, Extent stride = default,
        Padding padding = default, int between = 0, int groups = 1, bool bias = true, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        string layer = x.Builder.NameOf(name, "conv");
        Window window = LayerProducts.WindowOf(2, kernel, stride, padding, 1);
        int middle = between > 0 ? between : channels;
        Layer column = x.Builder.Add(layer + "_column", new Conv(Only(window, 0), groups), x,
            Kernel(x, layer + ".column", [middle, x.Channels / groups, window.Kernel[0], 1]));
        return x.Builder.Add(layer, new Conv(Only(window, 1), groups), column,
            Kernel(x, layer + ".row", [channels, middle / groups, 1, window.Kernel[1]]), Bias(x, layer + ".row", channels, bias));
    }

    /// <summary>
    /// Deformable convolution, whose offsets and masks two ordinary convolutions of the same input compute; see
    /// <see cref="Operators.DeformConv"/>. Dai et al. (2017); with masks Zhu et al. (2019). Weights <c>NAME.weight</c>,
    /// <c>NAME.bias</c>, <c>NAME.offset.weight</c>, <c>.bias</c>, <c>NAME.mask.weight</c>, <c>.bias</c>.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="masked">Whether there is a mask, of 0 to 1.</param>
    /// <param name="offsetGroups">Groups of channels with offsets of their own.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="name">Name; conv1, conv2, ... if null.</param>
    public static Layer DeformConv2d(this Layer x, int channels, Extent kernel, Extent stride = default, Padding padding = default,
        bool masked = true, int offsetGroups = 1, bool bias = true, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "conv");
        Window window = LayerProducts.WindowOf(2, kernel, stride, padding, 1);
        int taps = offsetGroups * window.Kernel[0] * window.Kernel[1];
        Layer offsets = Plain(".offset", 2 * taps);
        Layer? mask = masked
            ? x.Builder.Add(layer + "_mask", new Unary(new Activation(UnaryFunction.Sigmoid)), Plain(".mask", taps)) : null;
        Layer weights = Kernel(x, layer, [channels, x.Channels, .. window.Kernel]);
        return x.Builder.Add(layer, new DeformConv(window, 1, offsetGroups), x, weights, offsets, Bias(x, layer, channels, bias), mask);

        Layer Plain(string part, int outputs) => x.Builder.Add(layer + part.Replace('.', '_') + "_conv", new Conv(window), x,
            Kernel(x, layer + part, [outputs, x.Channels, .. window.Kernel]), Bias(x, layer + part, outputs, true));
    }

    /// <summary>
    /// What a sliding window covers, as columns (N, C * KH * KW, positions); see <see cref="Operators.Im2Col"/>.
    /// </summary>
    public static Layer Im2Col(this Layer x, Extent kernel, Extent stride = default, Padding padding = default, int dilation = 1,
        string? name = null)
        => x.Builder.Add(x.Builder.NameOf(name, "columns"),
            new Im2Col(LayerProducts.WindowOf(Math.Max(1, x.Shape.Rank - 2), kernel, stride, padding, dilation)), x);

    // The window along one of two axes.
    private static Window Only(Window window, int axis) => window with
    {
        Kernel = Along(window.Kernel, axis, 1),
        Strides = Along(window.Strides, axis, 1),
        Pads = window.Pads.IsDefaultOrEmpty ? [] : axis == 0 ? [window.Pads[0], 0, window.Pads[2], 0] : [0, window.Pads[1], 0, window.Pads[3]],
    };

    private static ImmutableArray<int> Along(ImmutableArray<int> values, int axis, int other) =>
        axis == 0 ? [values[0], other] : [other, values[1]];

    private static Layer Kernel(Layer x, string layer, TensorShape shape) =>
        x.Builder.Parameter(layer + ".weight", shape, WeightRole.Kernel, shape.LengthOf(1, shape.Rank));

    private static Layer? Bias(Layer x, string layer, int channels, bool bias) =>
        bias ? x.Builder.Parameter(layer + ".bias", [channels], WeightRole.Bias) : null;

    private static Layer List(Layer x, string name, params long[] values) =>
        x.Builder.Constant(new Tensor<long>([values.Length], values), name);
}
