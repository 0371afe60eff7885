using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// FCN-8s on VGG-16: Long, Shelhamer and Darrell, Fully Convolutional Networks for Semantic Segmentation (2015), section 4. The
/// fully connected layers have become convolutions, and scores of three depths are added up on the way back to full size.
/// Input (N, 3, H, W), sides multiples of 32; output (N, 21, H, W): scores of the 20 classes of PASCAL VOC and background.
/// </summary>
/// <remarks>
/// The paper pads the picture by 100 and crops the result; here fc6 is padded by 3, which keeps every size a multiple of the
/// steps and needs neither. The parameters are the same.
/// </remarks>
public static class FullyConvolutional
{
    private const int Classes = 21;

    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("fcn-vgg16", weights);
        Layer x = net.Input([1, 3, 224, 224], anySize: true);
        for (int stage = 1; stage <= 2; stage++)
            x = Vgg.Stage(x, stage).MaxPool(2, 2, name: $"pool{stage}");
        Layer pool3 = Vgg.Stage(x, 3).MaxPool(2, 2, name: "pool3"), pool4 = Vgg.Stage(pool3, 4).MaxPool(2, 2, name: "pool4");
        x = Vgg.Stage(pool4, 5).MaxPool(2, 2, name: "pool5");
        x = x.Conv2d(4096, 7, padding: 3, name: "fc6").Relu().Dropout().Conv2d(4096, 1, name: "fc7").Relu().Dropout();
        x = Twice(Score(x, "score_fr"), "upscore2").Plus(Score(pool4, "score_pool4"));
        x = Twice(x, "upscore_pool4").Plus(Score(pool3, "score_pool3"));
        return net.Build(x.ConvTranspose2d(Classes, 16, stride: 8, padding: 4, bias: false, name: "upscore8"));
    }

    private static Layer Score(Layer x, string name) => x.Conv2d(Classes, 1, name: name);

    private static Layer Twice(Layer x, string name) => x.ConvTranspose2d(Classes, 4, stride: 2, padding: 1, bias: false, name: name);
}
