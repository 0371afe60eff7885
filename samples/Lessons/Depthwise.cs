using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// Howard et al., MobileNets (2017), 3.1: first each channel by itself, then a 1x1 convolution over channels. The cost falls
/// to 1/N + 1/K^2 of a full convolution, for N channels out and kernels of K x K.
/// </summary>
internal static class Depthwise
{
    public static void Give(Classroom room)
    {
        Compare(room, channels: 128, kernel: 3);
        Compare(room, channels: 256, kernel: 3);
        Compare(room, channels: 128, kernel: 5);

        room.Say("What it cannot do: the kernels that read one channel are all alike, but for a factor.");
        Tensor<float> kernels = Maps.Random([4, 1, 3, 3]), mix = Maps.Random([6, 4, 1, 1], 2), maps = Maps.Random([1, 4, 12, 12], 3);
        Model twoSteps = Nets.Of(maps.Shape, x => x.DepthwiseConv2d(3, bias: false).Conv2d(6, 1, bias: false),
            Nets.Weights(("conv1.weight", kernels), ("conv2.weight", mix)));
        Tensor<float> products = Maps.Of([6, 4, 3, 3], i => mix.AsSpan()[i / 9] * kernels.AsSpan()[i % 36]);
        Model oneStep = Nets.Of(maps.Shape, x => x.Conv2d(6, 3, bias: false), Nets.Weights(("conv1.weight", products)));
        room.Show("largest difference to the full convolution with such kernels", Maps.Difference(room.Run(twoSteps, maps), room.Run(oneStep, maps)));
    }
    private static void Compare(Classroom room, int channels, int kernel)
    {
        TensorShape input = [1, 64, 56, 56];
        string layer = $"{channels} channels, {kernel} x {kernel}";
        Model full = Nets.Of(input, x => x.Conv2d(channels, kernel, padding: kernel / 2, bias: false));
        Model separable = Nets.Of(input, x => x.DepthwiseConv2d(kernel, padding: kernel / 2, bias: false).Conv2d(channels, 1, bias: false));
        room.Say($"64 channels of 56 x 56 become {layer}:");
        ModelStatistics all = Nets.Costs(full, input), parts = Nets.Costs(separable, input);
        room.Show($"{layer}: million multiply-accumulates, full", all.Macs / 1e6, "0.0");
        room.Show($"{layer}: million multiply-accumulates, separable", parts.Macs / 1e6, "0.0");
        room.Show($"{layer}: ratio", parts.Macs / (double)all.Macs, "0.0000");
        room.Show($"{layer}: 1/N + 1/K^2", (1.0 / channels) + (1.0 / (kernel * kernel)), "0.0000");
        room.Show($"{layer}: ratio of the weights", parts.Parameters / (double)all.Parameters, "0.0000");
        Tensor<float> maps = Maps.Random(input);
        room.ShowMeasured($"{layer}: ratio of the times", room.Time(separable, maps) / room.Time(full, maps), "x");
        room.Say();
    }
}
