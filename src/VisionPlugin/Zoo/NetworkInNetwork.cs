using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// Network in Network: Lin, Chen and Yan (2013), for CIFAR-10, sizes of the authors' published definition. Each convolution is
/// followed by two of 1x1, a small perceptron at every place; no fully connected layer. Input (N, 3, 32, 32), output (N, 10).
/// </summary>
public static class NetworkInNetwork
{
    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("nin", weights);
        Layer x = net.Input([1, 3, 32, 32]);
        x = x.Conv2d(192, 5, padding: 2, name: "conv1").Relu().Conv2d(160, 1, name: "cccp1").Relu()
            .Conv2d(96, 1, name: "cccp2").Relu().MaxPool(3, 2, ceil: true).Dropout();
        x = x.Conv2d(192, 5, padding: 2, name: "conv2").Relu().Conv2d(192, 1, name: "cccp3").Relu()
            .Conv2d(192, 1, name: "cccp4").Relu().AveragePool(3, 2, ceil: true).Dropout();
        x = x.Conv2d(192, 3, padding: 1, name: "conv3").Relu().Conv2d(192, 1, name: "cccp5").Relu()
            .Conv2d(10, 1, name: "cccp6").Relu();
        return net.Build(x.GlobalAveragePool().Flatten().Softmax(name: "prob"));
    }
}
