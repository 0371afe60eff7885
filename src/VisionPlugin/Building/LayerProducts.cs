using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>Layers with kernels: convolutions and fully connected layers.</summary>
public static class LayerProducts
{
    /// <summary>Convolution over (N, C, H, W); see <see cref="Conv"/>. Weights <c>NAME.weight</c>, <c>NAME.bias</c>.</summary>
    /// <param name="x">Input.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="dilation">Distance between neighbouring elements of the kernel.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="bias">Whether a bias is added; pointless before a batch normalisation.</param>
    /// <param name="name">Name; conv1, conv2, ... if null.</param>
    public static Layer Conv2d(this Layer x, int channels, Extent kernel, int stride = 1, Padding padding = default,
        int dilation = 1, int groups = 1, bool bias = true, string? name = null)
        => Conv(x, 2, channels, kernel, stride, padding, dilation, groups, bias, name);

    /// <summary>Convolution over (N, C, L); parameters as of <see cref="Conv2d"/>.</summary>
    public static Layer Conv1d(this Layer x, int channels, int kernel, int stride = 1, Padding padding = default,
        int dilation = 1, int groups = 1, bool bias = true, string? name = null)
        => Conv(x, 1, channels, kernel, stride, padding, dilation, groups, bias, name);

    /// <summary>Convolution over (N, C, D, H, W); parameters as of <see cref="Conv2d"/>.</summary>
    public static Layer Conv3d(this Layer x, int channels, Extent kernel, int stride = 1, Padding padding = default,
        int dilation = 1, int groups = 1, bool bias = true, string? name = null)
        => Conv(x, 3, channels, kernel, stride, padding, dilation, groups, bias, name);

    /// <summary>Convolution of every channel with a kernel of its own; parameters as of <see cref="Conv2d"/>.</summary>
    public static Layer DepthwiseConv2d(this Layer x, Extent kernel, int stride = 1, Padding padding = default,
        int dilation = 1, bool bias = true, string? name = null)
        => Conv(Checked(x), 2, x.Channels, kernel, stride, padding, dilation, x.Channels, bias, name);

    /// <summary>
    /// Transposed convolution ("deconvolution") over (N, C, H, W); see <see cref="ConvTranspose"/>. Weights have the shape
    /// (C, channels / groups, kernel).
    /// </summary>
    /// <param name="x">Input.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size.</param>
    /// <param name="stride">Distance of the kernel's copies in the output.</param>
    /// <param name="padding">Elements cut off around the output.</param>
    /// <param name="outputPadding">Elements added behind the output's last row and column.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="name">Name; conv1, conv2, ... if null.</param>
    public static Layer ConvTranspose2d(this Layer x, int channels, Extent kernel, int stride = 1, Padding padding = default,
        int outputPadding = 0, int groups = 1, bool bias = true, string? name = null)
    {
        string layer = Checked(x).Builder.NameOf(name, "conv");
        Window window = WindowOf(2, kernel, stride, padding, 1);
        int area = window.Kernel[0] * window.Kernel[1], steps = stride * stride;
        Layer weights = x.Builder.Parameter($"{layer}.weight", [x.Channels, channels / groups, .. window.Kernel],
            WeightRole.Kernel, Math.Max(1, x.Channels / groups * area / steps));
        var op = new ConvTranspose(window, [outputPadding, outputPadding], default, groups);
        return x.Builder.Add(layer, op, x, weights, BiasOf(x, layer, channels, bias));
    }

    /// <summary>
    /// Fully connected layer over (N, F): Y = X * W' + b with W (units, F). Weights <c>NAME.weight</c>, <c>NAME.bias</c>.
    /// </summary>
    /// <param name="x">Input (N, F); flatten maps first.</param>
    /// <param name="units">Output features.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="name">Name; fc1, fc2, ... if null.</param>
    public static Layer Linear(this Layer x, int units, bool bias = true, string? name = null)
    {
        string layer = Checked(x).Builder.NameOf(name, "fc");
        Layer weights = x.Builder.Parameter($"{layer}.weight", [units, x.Channels], WeightRole.Kernel, x.Channels);
        return x.Builder.Add(layer, new Gemm(TransposeB: true), x, weights, BiasOf(x, layer, units, bias));
    }

    private static Layer Conv(Layer x, int axes, int channels, Extent kernel, int stride, Padding padding, int dilation,
        int groups, bool bias, string? name)
    {
        string layer = Checked(x).Builder.NameOf(name, "conv");
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Window window = WindowOf(axes, kernel, stride, padding, dilation);
        TensorShape shape = [channels, x.Channels / groups, .. window.Kernel];
        Layer weights = x.Builder.Parameter($"{layer}.weight", shape, WeightRole.Kernel, shape.LengthOf(1, shape.Rank));
        return x.Builder.Add(layer, new Conv(window, groups), x, weights, BiasOf(x, layer, channels, bias));
    }

    private static Layer? BiasOf(Layer x, string layer, int channels, bool bias) =>
        bias ? x.Builder.Parameter($"{layer}.bias", [channels], WeightRole.Bias) : null;

    internal static Window WindowOf(int axes, Extent kernel, Extent stride, Padding padding, int dilation, bool ceil = false) =>
        new(kernel.Over(axes), stride.Over(axes), [.. Enumerable.Repeat(dilation, axes)], padding.Over(axes), padding.Auto, ceil);

    private static Layer Checked(Layer x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank >= 2 ? x
            : throw new ShapeMismatchException($"'{x.Name}' has the shape {x.Shape}; a batch axis and channels are needed.");
    }
}
