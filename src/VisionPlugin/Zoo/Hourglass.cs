using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// Stacked hourglasses: Newell, Yang and Deng, Stacked Hourglass Networks for Human Pose Estimation (2016), section 3, with the
/// pre-activated bottlenecks of the authors' code. Every hourglass goes down to a sixteenth of its size and back, adding what it
/// passed on the way. Input (N, 3, 256, 256); outputs (N, 16, 64, 64) of joints, one for each hourglass, the last one best.
/// </summary>
public static class Hourglass
{
    private const int Features = 256, Joints = 16, Levels = 4;

    /// <summary>Builds it.</summary>
    /// <param name="weights">Where the weights come from.</param>
    /// <param name="stacks">Number of hourglasses; the paper's best network has eight.</param>
    public static Model Create(IWeightSource? weights = null, int stacks = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stacks, 1);
        var net = new ModelBuilder("hourglass", weights);
        Layer x = net.Input([1, 3, 256, 256]).Conv2d(64, 7, stride: 2, padding: 3, name: "conv").BatchNorm(name: "bn").Relu();
        x = Unit(Unit(Unit(x, 128, "r1").MaxPool(2, 2), 128, "r4"), Features, "r5");
        var heatmaps = new List<Layer>();
        for (int i = 0; i < stacks; i++)
        {
            int number = i;
            Layer y = x.Scope($"hourglass{number}", z => Level(z, Levels));
            y = Unit(y, Features, $"stack{number}.residual");
            y = y.Conv2d(Features, 1, name: $"stack{number}.conv").BatchNorm(name: $"stack{number}.bn").Relu();
            Layer heatmap = y.Conv2d(Joints, 1, name: $"stack{number}.heatmaps");
            heatmaps.Add(heatmap);
            if (i + 1 < stacks)
            {
                x = x.Plus(y.Conv2d(Features, 1, name: $"stack{number}.features"))
                    .Plus(heatmap.Conv2d(Features, 1, name: $"stack{number}.back"));
            }
        }

        return net.Build([.. heatmaps]);
    }

    private static Layer Level(Layer x, int level)
    {
        Layer skip = Unit(x, Features, $"skip{level}");
        Layer up = x.EncoderDecoder(
            y => Unit(y.MaxPool(2, 2), Features, $"down{level}"),
            y => level > 1 ? Level(y, level - 1) : Unit(y, Features, "bottom"),
            y => Unit(y, Features, $"up{level}").Upsample(2),
            (_, y) => y);
        return skip.Plus(up);
    }

    private static Layer Unit(Layer x, int channels, string name) => x.Scope(name, y => y.PreActivationBottleneck(channels));
}
