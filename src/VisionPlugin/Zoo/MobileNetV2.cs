using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// MobileNetV2 of width 1: Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks (2018), table 2.
/// Input (N, 3, 224, 224), output (N, 1000) without softmax.
/// </summary>
public static class MobileNetV2
{
    // Expansion, output channels, repetitions and the first one's stride.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] Stages =
    [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ];

    /// <summary>Builds it.</summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("mobilenetv2", weights);
        Layer x = net.Input([1, 3, 224, 224]).ConvBnRelu(32, 3, stride: 2, activation: y => y.Relu6(), suffix: "_first");
        int block = 1;
        foreach ((int expansion, int channels, int count, int stride) in Stages)
        {
            for (int i = 0; i < count; i++)
                x = x.Scope($"block{block++}", y => y.InvertedResidual(channels, expansion, i == 0 ? stride : 1));
        }

        x = x.ConvBnRelu(1280, 1, activation: y => y.Relu6(), suffix: "_last");
        return net.Build(x.GlobalAveragePool().Flatten().Dropout().Linear(1000, name: "fc"));
    }
}
