using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Zoo;

/// <summary>
/// U-Net: Ronneberger, Fischer and Brox, U-Net: Convolutional Networks for Biomedical Image Segmentation (2015), figure 1.
/// Convolutions are not padded, so the output shows the inner part of the input: input (N, 1, 572, 572), output
/// (N, 2, 388, 388).
/// </summary>
public static class UNet
{
    private const int Levels = 4;

    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("unet", weights);
        return net.Build(Level(net.Input([1, 1, 572, 572]), 0).Conv2d(2, 1, name: "output"));
    }

    private static Layer Level(Layer x, int depth)
    {
        int channels = 64 << depth;
        Layer left = Twice(x, channels, $"down{depth}");
        if (depth == Levels)
            return left;
        return left.EncoderDecoder(
            y => y.MaxPool(2, 2), y => Level(y, depth + 1), y => y.ConvTranspose2d(channels, 2, stride: 2, name: $"upconv{depth}"),
            (skip, up) => Twice(Crop(skip, up.Shape, $"crop{depth}").Concat([up]), channels, $"up{depth}"));
    }

    private static Layer Twice(Layer x, int channels, string name) => x.Scope(name, y => y
        .Conv2d(channels, 3, name: "conv1").Relu().Conv2d(channels, 3, name: "conv2").Relu());

    // The middle of the maps, as large as those that came up.
    private static Layer Crop(Layer x, TensorShape size, string name)
    {
        long top = (x.Shape[2] - size[2]) / 2, left = (x.Shape[3] - size[3]) / 2;
        Layer List(string what, long first, long second) => x.Builder.Constant(new Tensor<long>([2], [first, second]), $"{name}_{what}");
        return x.Builder.Add(name, new Slice(), x, List("starts", top, left), List("ends", top + size[2], left + size[3]), List("axes", 2, 3));
    }
}
