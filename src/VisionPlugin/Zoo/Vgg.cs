using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// VGG: Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition (2014), table 1, columns D
/// (16 layers) and E (19). Input (N, 3, 224, 224), output (N, 1000).
/// </summary>
public static class Vgg
{
    private static readonly int[] Channels = [64, 128, 256, 512, 512];

    /// <summary>VGG-16.</summary>
    public static Model Create16(IWeightSource? weights = null) => Create("vgg16", 3, weights);

    /// <summary>VGG-19.</summary>
    public static Model Create19(IWeightSource? weights = null) => Create("vgg19", 4, weights);

    /// <summary>Convolutions of one of the five stages, without the pooling behind them: conv1_1, conv1_2, ...</summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="stage">1 to 5.</param>
    /// <param name="depth">Convolutions of stages 3 to 5; the first two have two.</param>
    /// <param name="batchNorm">Whether each is followed by a batch normalisation.</param>
    internal static Layer Stage(Layer x, int stage, int depth = 3, bool batchNorm = false)
    {
        for (int i = 1; i <= (stage <= 2 ? 2 : depth); i++)
        {
            x = x.Conv2d(Channels[stage - 1], 3, padding: 1, name: $"conv{stage}_{i}");
            x = (batchNorm ? x.BatchNorm(name: $"bn{stage}_{i}") : x).Relu();
        }

        return x;
    }

    private static Model Create(string name, int depth, IWeightSource? weights)
    {
        var net = new ModelBuilder(name, weights);
        Layer x = net.Input([1, 3, 224, 224]);
        for (int stage = 1; stage <= Channels.Length; stage++)
            x = Stage(x, stage, depth).MaxPool(2, 2, name: $"pool{stage}");
        x = x.Flatten().Linear(4096, name: "fc6").Relu().Dropout().Linear(4096, name: "fc7").Relu().Dropout();
        return net.Build(x.Linear(1000, name: "fc8").Softmax(name: "prob"));
    }
}
