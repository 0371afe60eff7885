using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>Lin, Chen and Yan, Network in Network (2013): a 1x1 convolution is one fully connected layer, shared by all places.</summary>
internal static class OneByOne
{
    private const int Inputs = 8, Outputs = 5, Height = 6, Width = 7;

    public static void Give(Classroom room)
    {
        Tensor<float> maps = Maps.Random([1, Inputs, Height, Width]), weights = Maps.Random([Outputs, Inputs], 2), bias = Maps.Random([Outputs], 3);
        Model convolution = Nets.Of(maps.Shape, x => x.Conv2d(Outputs, 1),
            Nets.Weights(("conv1.weight", weights.Reshaped([Outputs, Inputs, 1, 1])), ("conv1.bias", bias)));
        Model layer = Nets.Of([1, Inputs], x => x.Linear(Outputs), Nets.Weights(("fc1.weight", weights), ("fc1.bias", bias)));

        // Every place has a vector of 8 channels. The layer gets all of them as a batch.
        const int Places = Height * Width;
        Tensor<float> vectors = Maps.Of([Places, Inputs], i => maps.AsSpan()[(i % Inputs * Places) + (i / Inputs)]);
        Tensor<float> byLayer = room.Run(layer, vectors), byConvolution = room.Run(convolution, maps);
        Tensor<float> asMaps = Maps.Of(byConvolution.Shape, i => byLayer.AsSpan()[(i % Places * Outputs) + (i / Places)]);

        room.Say("8 channels of 6 x 7 become 5: a 1x1 convolution, and a fully connected layer at each of 42 places.");
        room.Show("largest difference", Maps.Difference(byConvolution, asMaps));
        room.Show("parameters of the convolution", Nets.Costs(convolution, maps.Shape).Parameters);
        room.Show("parameters of the layer", Nets.Costs(layer, [1, Inputs]).Parameters);
        room.Show("multiply-accumulates of the convolution", Nets.Costs(convolution, maps.Shape).Macs);
        room.Show("multiply-accumulates of the layer, 42 places", Nets.Costs(layer, [Places, Inputs]).Macs);

        room.Say();
        room.Say("It mixes channels and never places. One number of the input changes; how many of the output do:");
        Tensor<float> changed = maps.ReadbackAndClone();
        changed.AsSpan()[(3 * Places) + 20]++;
        Tensor<float> after = room.Run(convolution, changed);
        int[] different = [.. Enumerable.Range(0, after.Shape.Length).Where(i => after.AsSpan()[i] != byConvolution.AsSpan()[i])];
        room.Show("numbers that change", different.Length);
        room.Show("places that change", different.Select(i => i % Places).Distinct().Count());

        room.Say();
        room.Say("Its use as a bottleneck: 256 channels of 28 x 28 through a 3x3 convolution, millions of multiply-accumulates:");
        TensorShape wide = [1, 256, 28, 28];
        room.Show("3x3 on 256 channels", Millions(x => x.Conv2d(256, 3, padding: 1)), "0.0");
        room.Show("1x1 to 64, 3x3 on 64, 1x1 back to 256", Millions(x => x.Conv2d(64, 1).Conv2d(64, 3, padding: 1).Conv2d(256, 1)), "0.0");

        double Millions(Func<Layer, Layer> layers) => Nets.Costs(Nets.Of(wide, layers), wide).Macs / 1e6;
    }
}
