using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Samples.Lessons;

/// <summary>He et al., Deep Residual Learning for Image Recognition (2015): what 34 layers let through before any training.</summary>
internal static class Residual
{
    private const int Size = 64;

    public static void Give(Classroom room)
    {
        // Two pictures that have nothing in common.
        Tensor<float> pair = Maps.Random([2, 3, Size, Size]);
        string[] names = ["plain34", "resnet34"], stages = ["layer1", "layer2", "layer3", "layer4"];
        room.Say("Variance of the signal behind each stage, random weights as He et al. initialise them:");
        foreach (string name in names)
        {
            foreach (string stage in stages)
                room.Show($"{name}, {stage}", Variance(room.Run(Until(ModelZoo.Create(name), stage), pair)), "G2");
        }

        room.Say();
        room.Say("The same with all kernels a fifth smaller. Variance behind the last stage, as a share:");
        foreach (string name in names)
        {
            double before = room.Shown[$"{name}, layer4"];
            Model weaker = ModelZoo.Create(name, new Scaled(0.8f));
            room.Show($"{name}: what is left", Variance(room.Run(Until(weaker, "layer4"), pair)) / before, "G2");
        }

        room.Show("0.8 squared, 33 times over", Math.Pow(0.8, 2 * 33), "G2");

        room.Say();
        room.Say("Likeness (cosine) of the maps of two pictures that have nothing in common, behind the last stage:");
        foreach (string name in names)
            room.Show($"{name}: cosine", Cosine(room.Run(Until(ModelZoo.Create(name), "layer4"), pair)), "0.00");
    }

    // The network up to the last activation of a stage, for pictures of another size.
    private static Model Until(Model network, string stage) => network with
    {
        Inputs = [network.Inputs[0] with { Dimensions = [new Dimension(null), new Dimension(3), new Dimension(Size), new Dimension(Size)] }],
        Outputs = [network.Nodes.Last(n => n.Name.StartsWith(stage, StringComparison.Ordinal)).Outputs[0]],
    };

    private static double Variance(Tensor<float> x)
    {
        double[] values = [.. x.AsSpan().ToArray().Select(v => (double)v)];
        double mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }

    // 1 if the second half, the second picture's maps, only differs from the first by a factor.
    private static double Cosine(Tensor<float> x)
    {
        float[][] halves = [.. x.AsSpan().ToArray().Chunk(x.Shape.Length / 2)];
        return Dot(0, 1) / Math.Sqrt(Dot(0, 0) * Dot(1, 1));

        double Dot(int a, int b) => halves[a].Zip(halves[b]).Sum(p => (double)p.First * p.Second);
    }

    private sealed class Scaled(float factor) : IWeightSource
    {
        private readonly SeededWeights _weights = new();

        public Tensor Get(WeightRequest request)
        {
            Tensor weights = _weights.Get(request);
            if (request.Role == WeightRole.Kernel)
            {
                foreach (ref float weight in weights.AsSpan<float>())
                    weight *= factor;
            }

            return weights;
        }
    }
}
