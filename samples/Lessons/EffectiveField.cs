using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// Luo et al., Understanding the Effective Receptive Field in Deep Convolutional Neural Networks (2016): measured by changing
/// one pixel after the other.
/// </summary>
internal static class EffectiveField
{
    public static void Give(Classroom room)
    {
        var drawn = new List<Map>();
        foreach (int depth in (int[])[4, 16])
        {
            Model even = Convolutions(depth, new Ones(1));
            int side = (int)Nets.Field(even, [1, 1, 63, 63]).Axes[0].Size;
            room.Say($"{depth} convolutions of 3 x 3:");
            room.Show($"depth {depth}: side of the receptive field, by the layers' sizes", side);

            // One picture for each pixel of the field; the map is what the only element of the output makes of it.
            Map influence = new(room.Run(even, Maps.Impulses(side, side)).AsSpan().ToArray(), side);
            room.Show($"depth {depth}: the middle pixel counts more than a corner pixel, times", influence.Values.Max() / (double)influence.Values.Min(), "0.0e+0");
            room.Show($"depth {depth}: standard deviation of the influence in pixels", Deviation(influence), "0.00");
            room.Show($"depth {depth}: side of the square with 95 % of the influence", SideOf(influence, 0.95));

            // The same with random kernels and rectifiers: how much a small change of a pixel changes the output.
            Map random = Measured(room, depth, side);
            room.Show($"depth {depth}: the same square, random kernels and ReLU", SideOf(random, 0.95));
            room.Say();
            drawn.AddRange([influence, random]);
        }

        room.Show("four times as deep: the field grows by", Growth("side of the receptive field, by the layers' sizes"), "0.00");
        room.Show("four times as deep: the deviation grows by", Growth("standard deviation of the influence in pixels"), "0.00");
        room.Draw(6, [.. drawn]);

        double Growth(string label) => room.Shown[$"depth 16: {label}"] / room.Shown[$"depth 4: {label}"];
    }

    private static Model Convolutions(int depth, IWeightSource weights) => Nets.Of([1, 1, 63, 63], x =>
    {
        for (int i = 0; i < depth; i++)
            x = x.Conv2d(1, 3, bias: false);
        return x;
    }, weights);

    private static Map Measured(Classroom room, int depth, int side)
    {
        const int Channels = 4;
        const float Step = 0.01f;
        Model model = Nets.Of([1, 1, 63, 63], x =>
        {
            for (int i = 0; i < depth; i++)
                x = x.Conv2d(Channels, 3, bias: false).Relu();
            return x;
        });
        int pixels = side * side;
        Tensor<float> picture = Maps.Random([1, 1, side, side], 3);
        Tensor<float> changed = Maps.Of([pixels, 1, side, side], i =>
            picture.AsSpan()[i % pixels] + (i / pixels == i % pixels ? Step : 0));
        float[] before = room.Run(model, picture).AsSpan().ToArray(), after = room.Run(model, changed).AsSpan().ToArray();
        return new Map([.. after.Chunk(Channels).Select(a => a.Zip(before).Sum(p => Math.Abs(p.First - p.Second)))], side);
    }

    // Along one axis, of the influence taken as a distribution.
    private static double Deviation(Map map)
    {
        double middle = (map.Width - 1) / 2.0, sum = map.Values.Sum(v => (double)v);
        return Math.Sqrt(map.Values.Select((v, i) => v * Math.Pow((i % map.Width) - middle, 2)).Sum() / sum);
    }

    private static int SideOf(Map map, double share)
    {
        double sum = map.Values.Sum(v => (double)v);
        int middle = map.Width / 2, reach = 0;
        while (map.Values.Where((_, i) => Math.Abs((i % map.Width) - middle) <= reach && Math.Abs((i / map.Width) - middle) <= reach)
            .Sum(v => (double)v) < share * sum)
            reach++;
        return (2 * reach) + 1;
    }
}
