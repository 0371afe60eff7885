using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// GoogLeNet (Inception v1): Szegedy et al., Going Deeper with Convolutions (2014), table 1. Input (N, 3, 224, 224), output
/// (N, 1000); with the auxiliary heads, theirs after it.
/// </summary>
public static class GoogLeNet
{
    /// <summary>Builds it.</summary>
    /// <param name="weights">Where the weights come from.</param>
    /// <param name="auxiliary">Whether the two classifiers of the training, behind 4a and 4d, are there too.</param>
    public static Model Create(IWeightSource? weights = null, bool auxiliary = false)
    {
        var net = new ModelBuilder(auxiliary ? "googlenet-aux" : "googlenet", weights);
        Layer x = net.Input([1, 3, 224, 224]);
        x = x.Conv2d(64, 7, stride: 2, padding: 3, name: "conv1").Relu().MaxPool(3, 2, ceil: true).Lrn();
        x = x.Conv2d(64, 1, name: "conv2_reduce").Relu().Conv2d(192, 3, padding: 1, name: "conv2").Relu().Lrn().MaxPool(3, 2, ceil: true);
        x = Module(x, "3a", 64, 96, 128, 16, 32, 32);
        x = Module(x, "3b", 128, 128, 192, 32, 96, 64).MaxPool(3, 2, ceil: true);
        Layer after4a = x = Module(x, "4a", 192, 96, 208, 16, 48, 64);
        x = Module(x, "4b", 160, 112, 224, 24, 64, 64);
        x = Module(x, "4c", 128, 128, 256, 24, 64, 64);
        Layer after4d = x = Module(x, "4d", 112, 144, 288, 32, 64, 64);
        x = Module(x, "4e", 256, 160, 320, 32, 128, 128).MaxPool(3, 2, ceil: true);
        x = Module(x, "5a", 256, 160, 320, 32, 128, 128);
        x = Module(x, "5b", 384, 192, 384, 48, 128, 128);
        Layer prob = x.GlobalAveragePool().Flatten().Dropout().Linear(1000, name: "fc").Softmax(name: "prob");
        return auxiliary ? net.Build(prob, Auxiliary(after4a, "aux1"), Auxiliary(after4d, "aux2")) : net.Build(prob);
    }

    private static Layer Module(Layer x, string name, int ones, int threesReduce, int threes, int fivesReduce, int fives, int pooled) =>
        x.Scope("inception_" + name, y => y.Inception(ones, threesReduce, threes, fivesReduce, fives, pooled));

    private static Layer Auxiliary(Layer x, string name) => x.Scope(name, y => y
        .AveragePool(5, 3).Conv2d(128, 1, name: "conv").Relu().Flatten()
        .Linear(1024, name: "fc1").Relu().Dropout().Linear(1000, name: "fc2").Softmax(name: "prob"));
}
