using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// Residual networks: He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition (2015), table 1, with projections where
/// shapes change (option B). Input (N, 3, 224, 224), output (N, 1000) without softmax. Names of weights are torchvision's, and
/// bottlenecks step in their 3x3 convolution as there; the paper's stepped in the 1x1 before it, which needs fewer operations.
/// </summary>
public static class ResNet
{
    private static readonly Dictionary<int, int[]> Depths = new()
    {
        [18] = [2, 2, 2, 2],
        [34] = [3, 4, 6, 3],
        [50] = [3, 4, 6, 3],
        [101] = [3, 4, 23, 3],
        [152] = [3, 8, 36, 3],
    };

    /// <summary>Builds one.</summary>
    /// <param name="depth">18, 34, 50, 101 or 152 layers.</param>
    /// <param name="weights">Where the weights come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this depth.</exception>
    public static Model Create(int depth, IWeightSource? weights = null) => Build($"resnet{depth}", depth, weights, Block(depth));

    /// <summary>The paper's plain network of 34 layers: the same convolutions without shortcuts.</summary>
    public static Model CreatePlain34(IWeightSource? weights = null) => Build("plain34", 34, weights,
        (x, channels, stride) => x.ConvBnRelu(channels, 3, stride, suffix: "1").ConvBnRelu(channels, 3, suffix: "2"));

    private static Func<Layer, int, int, Layer> Block(int depth) => depth < 50
        ? (x, channels, stride) => x.BasicBlock(channels, stride)
        : (x, channels, stride) => x.Bottleneck(channels, stride);

    private static Model Build(string name, int depth, IWeightSource? weights, Func<Layer, int, int, Layer> block)
    {
        if (!Depths.TryGetValue(depth, out int[]? blocks))
            throw new ArgumentOutOfRangeException(nameof(depth), depth, $"There are residual networks of {string.Join(", ", Depths.Keys)} layers.");
        var net = new ModelBuilder(name, weights);
        Layer x = net.Input([1, 3, 224, 224]).ConvBnRelu(64, 7, stride: 2, suffix: "1").MaxPool(3, 2, 1);
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            for (int i = 0; i < blocks[stage]; i++)
            {
                int channels = 64 << stage, stride = stage > 0 && i == 0 ? 2 : 1;
                x = x.Scope($"layer{stage + 1}.{i}", y => block(y, channels, stride));
            }
        }

        return net.Build(x.GlobalAveragePool(name: "avgpool").Flatten().Linear(1000, name: "fc"));
    }
}
