using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// AlexNet: Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks (2012), section 3.
/// Input (N, 3, 227, 227), output (N, 1000). Groups are what the paper split over two GPUs.
/// </summary>
public static class AlexNet
{
    // The paper does not divide the sum by the window's size as the operator does: alpha 1e-4 is 5e-4 here.
    private const float Alpha = 5 * 1e-4f;

    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("alexnet", weights);
        Layer x = net.Input([1, 3, 227, 227]);
        x = x.Conv2d(96, 11, stride: 4, name: "conv1").Relu().Lrn(5, Alpha, 0.75f, 2).MaxPool(3, 2);
        x = x.Conv2d(256, 5, padding: 2, groups: 2, name: "conv2").Relu().Lrn(5, Alpha, 0.75f, 2).MaxPool(3, 2);
        x = x.Conv2d(384, 3, padding: 1, name: "conv3").Relu();
        x = x.Conv2d(384, 3, padding: 1, groups: 2, name: "conv4").Relu();
        x = x.Conv2d(256, 3, padding: 1, groups: 2, name: "conv5").Relu().MaxPool(3, 2);
        x = x.Flatten().Linear(4096, name: "fc6").Relu().Dropout().Linear(4096, name: "fc7").Relu().Dropout();
        return net.Build(x.Linear(1000, name: "fc8").Softmax(name: "prob"));
    }
}
