using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// SqueezeNet 1.1: Iandola et al., SqueezeNet: AlexNet-Level Accuracy with 50x Fewer Parameters (2016), and the authors' version
/// 1.1, which needs 2.4 times fewer operations than that of the paper. Input (N, 3, 224, 224): BGR less (104, 117, 123) for the
/// authors' weights; output (N, 1000). Names of weights are the authors'.
/// </summary>
public static class SqueezeNet
{
    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("squeezenet1.1", weights);
        Layer x = net.Input([1, 3, 224, 224]).Conv2d(64, 3, stride: 2, name: "conv1").Relu().MaxPool(3, 2);
        x = Fire(Fire(x, 2, 16, 64), 3, 16, 64).MaxPool(3, 2);
        x = Fire(Fire(x, 4, 32, 128), 5, 32, 128).MaxPool(3, 2);
        x = Fire(Fire(x, 6, 48, 192), 7, 48, 192);
        x = Fire(Fire(x, 8, 64, 256), 9, 64, 256);
        x = x.Dropout().Conv2d(1000, 1, name: "conv10").Relu();
        return net.Build(x.GlobalAveragePool().Flatten().Softmax(name: "prob"));
    }

    private static Layer Fire(Layer x, int number, int squeeze, int expand) => x.Scope($"fire{number}", y => y.Fire(squeeze, expand));
}
