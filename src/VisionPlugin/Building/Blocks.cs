namespace VisionPlugin.Building;

/// <summary>The building blocks that networks are made of, as functions from layer to layer.</summary>
public static class Blocks
{
    /// <summary>Convolution without bias, batch normalisation, ReLU: the unit that most networks since 2015 repeat.</summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel size; padded so that stride 1 keeps the size.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="activation">What follows the normalisation; ReLU if null.</param>
    /// <param name="suffix">Ends the names: <c>conv1</c>, <c>bn1</c>.</param>
    public static Layer ConvBnRelu(this Layer x, int channels, int kernel, int stride = 1, int groups = 1,
        Func<Layer, Layer>? activation = null, string suffix = "")
    {
        Layer y = x.Conv2d(channels, kernel, stride, (kernel - 1) / 2, groups: groups, bias: false, name: "conv" + suffix)
            .BatchNorm(name: "bn" + suffix);
        return activation is null ? y.Relu() : activation(y);
    }

    /// <summary>
    /// A residual unit: y = f(h(x) + F(x)). He et al., Deep Residual Learning (2015), equation 1; Identity Mappings in Deep
    /// Residual Networks (2016), equation 1, where h and f are free.
    /// </summary>
    /// <param name="x">Input.</param>
    /// <param name="branch">F: the residual function.</param>
    /// <param name="shortcut">h; the identity if null.</param>
    /// <param name="activation">f; the identity if null.</param>
    public static Layer Residual(this Layer x, Func<Layer, Layer> branch, Func<Layer, Layer>? shortcut = null, Func<Layer, Layer>? activation = null)
    {
        ArgumentNullException.ThrowIfNull(branch);
        Layer sum = branch(x).Plus(shortcut is null ? x : shortcut(x));
        return activation is null ? sum : activation(sum);
    }

    /// <summary>
    /// Two 3x3 convolutions and a shortcut, as ResNet-18 and 34 have them. Where the shape changes, the shortcut is a 1x1
    /// convolution (option B of the paper). Names as in torchvision.
    /// </summary>
    public static Layer BasicBlock(this Layer x, int channels, int stride = 1) => x.Residual(
        y => y.ConvBnRelu(channels, 3, stride, suffix: "1")
            .Conv2d(channels, 3, padding: 1, bias: false, name: "conv2").BatchNorm(role: WeightRole.BranchScale, name: "bn2"),
        Projection(x, channels, stride), y => y.Relu());

    /// <summary>
    /// 1x1, 3x3 and 1x1 convolutions and a shortcut, as ResNet-50 and deeper have them; four times as many channels come out.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Channels of the 3x3 convolution.</param>
    /// <param name="stride">Step of the 3x3 convolution; the paper's own models stepped in the first 1x1.</param>
    public static Layer Bottleneck(this Layer x, int channels, int stride = 1) => x.Residual(
        y => y.ConvBnRelu(channels, 1, suffix: "1").ConvBnRelu(channels, 3, stride, suffix: "2")
            .Conv2d(4 * channels, 1, bias: false, name: "conv3").BatchNorm(role: WeightRole.BranchScale, name: "bn3"),
        Projection(x, 4 * channels, stride), y => y.Relu());

    /// <summary>
    /// A residual unit x' = h(g(x) + H(x)) whose H has normalisation and ReLU before each of its 3x3 convolutions. With g and h
    /// left out the shortcut passes what comes in unchanged through the whole network. He et al., Identity Mappings in Deep
    /// Residual Networks (2016), equation 1 and figure 1b; its sections 3 and 4 try other shortcuts and activations.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="stride">Step of the first convolution.</param>
    /// <param name="shortcut">g; if null the identity, or a 1x1 convolution where the shape changes.</param>
    /// <param name="activation">h; the identity if null.</param>
    public static Layer PreActivationBlock(this Layer x, int channels, int stride = 1, Func<Layer, Layer>? shortcut = null,
        Func<Layer, Layer>? activation = null) => x.Residual(
        y => y.BatchNorm(name: "bn1").Relu().Conv2d(channels, 3, stride, 1, bias: false, name: "conv1")
            .BatchNorm(role: WeightRole.BranchScale, name: "bn2").Relu().Conv2d(channels, 3, padding: 1, bias: false, name: "conv2"),
        shortcut ?? (stride == 1 && x.Channels == channels ? null : y => y.Conv2d(channels, 1, stride, bias: false, name: "shortcut")),
        activation);

    /// <summary>
    /// The same with 1x1, 3x3 and 1x1 convolutions, which have biases; the first two have half of the channels. The unit of
    /// Newell et al., Stacked Hourglass Networks (2016), figure 4.
    /// </summary>
    public static Layer PreActivationBottleneck(this Layer x, int channels) => x.Residual(
        y => y.BatchNorm(name: "bn1").Relu().Conv2d(channels / 2, 1, name: "conv1")
            .BatchNorm(name: "bn2").Relu().Conv2d(channels / 2, 3, padding: 1, name: "conv2")
            .BatchNorm(role: WeightRole.BranchScale, name: "bn3").Relu().Conv2d(channels, 1, name: "conv3"),
        x.Channels == channels ? null : y => y.Conv2d(channels, 1, name: "shortcut"));

    /// <summary>
    /// Four branches side by side: 1x1; 1x1 then 3x3; 1x1 then 5x5; pooling then 1x1. Szegedy et al., Going Deeper with
    /// Convolutions (2014), figure 2b.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="ones">Channels of the 1x1 branch.</param>
    /// <param name="threesReduce">Channels of the 1x1 before the 3x3.</param>
    /// <param name="threes">Channels of the 3x3.</param>
    /// <param name="fivesReduce">Channels of the 1x1 before the 5x5.</param>
    /// <param name="fives">Channels of the 5x5.</param>
    /// <param name="pooled">Channels of the 1x1 behind the pooling.</param>
    public static Layer Inception(this Layer x, int ones, int threesReduce, int threes, int fivesReduce, int fives, int pooled)
    {
        Layer first = x.Conv2d(ones, 1, name: "1x1").Relu();
        Layer second = x.Conv2d(threesReduce, 1, name: "3x3_reduce").Relu().Conv2d(threes, 3, padding: 1, name: "3x3").Relu();
        Layer third = x.Conv2d(fivesReduce, 1, name: "5x5_reduce").Relu().Conv2d(fives, 5, padding: 2, name: "5x5").Relu();
        Layer fourth = x.MaxPool(3, 1, 1, name: "pool").Conv2d(pooled, 1, name: "pool_proj").Relu();
        return first.Concat([second, third, fourth], name: "output");
    }

    /// <summary>
    /// A depthwise 3x3 and a 1x1 convolution, each with batch normalisation and ReLU. Howard et al., MobileNets (2017).
    /// </summary>
    public static Layer DepthwiseSeparable(this Layer x, int channels, int stride = 1) =>
        x.ConvBnRelu(x.Channels, 3, stride, x.Channels, suffix: "_dw").ConvBnRelu(channels, 1, suffix: "_pw");

    /// <summary>
    /// Widens, filters depthwise, and narrows without activation; a shortcut where the shape stays. Sandler et al.,
    /// MobileNetV2 (2018), section 3.3.
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="expansion">How many times wider the inside is.</param>
    /// <param name="stride">Step of the depthwise convolution.</param>
    public static Layer InvertedResidual(this Layer x, int channels, int expansion, int stride = 1)
    {
        int inside = x.Channels * expansion;
        Layer Branch(Layer y)
        {
            if (expansion > 1)
                y = y.ConvBnRelu(inside, 1, activation: Relu6, suffix: "_expand");
            return y.ConvBnRelu(inside, 3, stride, inside, Relu6, "_dw")
                .Conv2d(channels, 1, bias: false, name: "conv_project").BatchNorm(name: "bn_project");
        }

        return stride == 1 && channels == x.Channels ? x.Residual(Branch) : Branch(x);
    }

    /// <summary>
    /// Squeezes by a 1x1 convolution and expands by a 1x1 and a 3x3 side by side. Iandola et al., SqueezeNet (2016), figure 1.
    /// </summary>
    public static Layer Fire(this Layer x, int squeeze, int expand)
    {
        Layer narrow = x.Conv2d(squeeze, 1, name: "squeeze1x1").Relu();
        return narrow.Conv2d(expand, 1, name: "expand1x1").Relu()
            .Concat([narrow.Conv2d(expand, 3, padding: 1, name: "expand3x3").Relu()], name: "concat");
    }

    /// <summary>
    /// An encoder and a decoder around a middle part: the input goes down through <paramref name="down"/>, and what comes up
    /// again is joined to it. Nest calls for several levels, as U-Net and the hourglass do.
    /// </summary>
    /// <param name="x">The level's maps.</param>
    /// <param name="down">Makes them smaller.</param>
    /// <param name="middle">What happens below: the next level, or the bottom.</param>
    /// <param name="up">Makes the result as large as the level again.</param>
    /// <param name="join">Joins the level's maps and what came up: a concatenation or a sum.</param>
    public static Layer EncoderDecoder(this Layer x, Func<Layer, Layer> down, Func<Layer, Layer> middle, Func<Layer, Layer> up,
        Func<Layer, Layer, Layer> join)
    {
        ArgumentNullException.ThrowIfNull(down);
        ArgumentNullException.ThrowIfNull(middle);
        ArgumentNullException.ThrowIfNull(up);
        ArgumentNullException.ThrowIfNull(join);
        return join(x, up(middle(down(x))));
    }

    private static Layer Relu6(Layer x) => x.Relu6();

    // The 1x1 convolution that a shortcut needs where the shape changes; null where it does not.
    private static Func<Layer, Layer>? Projection(Layer x, int channels, int stride) => stride == 1 && x.Channels == channels ? null
        : y => y.Conv2d(channels, 1, stride, bias: false, name: "downsample.0").BatchNorm(name: "downsample.1");
}
