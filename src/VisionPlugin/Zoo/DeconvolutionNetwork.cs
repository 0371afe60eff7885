using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// The deconvolution network: Noh, Hong and Han, Learning Deconvolution Network for Semantic Segmentation (2015), table 2: VGG-16
/// down to a vector, and a mirrored VGG-16 of transposed convolutions back, where unpooling puts each value where the pooling took
/// it from. Input (N, 3, 224, 224), output (N, 21, 224, 224).
/// </summary>
public static class DeconvolutionNetwork
{
    private const int Classes = 21;

    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("deconvnet", weights);
        Layer x = net.Input([1, 3, 224, 224]);
        var indices = new Layer[6];
        for (int stage = 1; stage <= 5; stage++)
            (x, indices[stage]) = Vgg.Stage(x, stage, batchNorm: true).MaxPoolWithIndices(2, 2, name: $"pool{stage}");
        x = x.Conv2d(4096, 7, name: "fc6").BatchNorm(name: "bnfc6").Relu().Conv2d(4096, 1, name: "fc7").BatchNorm(name: "bnfc7").Relu();
        x = x.ConvTranspose2d(512, 7, name: "fc6_deconv").BatchNorm(name: "fc6_deconv_bn").Relu();
        x = Up(x.MaxUnpool(indices[5], 2, 2, name: "unpool5"), 5, 512, 512, 512);
        x = Up(x.MaxUnpool(indices[4], 2, 2, name: "unpool4"), 4, 512, 512, 256);
        x = Up(x.MaxUnpool(indices[3], 2, 2, name: "unpool3"), 3, 256, 256, 128);
        x = Up(x.MaxUnpool(indices[2], 2, 2, name: "unpool2"), 2, 128, 64);
        x = Up(x.MaxUnpool(indices[1], 2, 2, name: "unpool1"), 1, 64, 64);
        return net.Build(x.Conv2d(Classes, 1, name: "seg_score"));
    }

    private static Layer Up(Layer x, int stage, params ReadOnlySpan<int> channels)
    {
        for (int i = 1; i <= channels.Length; i++)
        {
            x = x.ConvTranspose2d(channels[i - 1], 3, padding: 1, name: $"deconv{stage}_{i}")
                .BatchNorm(name: $"debn{stage}_{i}").Relu();
        }

        return x;
    }
}
