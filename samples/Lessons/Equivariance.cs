using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// Equivariant: f(moved x) = moved f(x). Invariant: f(moved x) = f(x). Goodfellow et al., Deep Learning (2016), 9.2 and 9.3.
/// </summary>
internal static class Equivariance
{
    private static readonly string[] House =
        ["00011000", "00111100", "01111110", "11111111", "01000010", "01011010", "01011010", "01111110"];

    public static void Give(Classroom room)
    {
        // A house of 8 x 8 pixels amid zeros, so that moving it loses nothing.
        Tensor<float> x = Maps.Of([1, 1, 32, 32], i =>
        {
            int row = (i / 32) - 10, column = (i % 32) - 10;
            return row is >= 0 and < 8 && column is >= 0 and < 8 ? House[row][column] - '0' : 0;
        });

        NamedWeights slope = Nets.Weights(("conv1.weight", Maps.Of([1, 1, 3, 3], i => new float[] { 2, 1, 0, 1, 0, -1, 0, -1, -2 }[i])));
        Model convolution = Nets.Of(x.Shape, y => y.Conv2d(1, 3, padding: 1, bias: false), slope);
        Model strided = Nets.Of(x.Shape, y => y.Conv2d(1, 3, stride: 2, padding: 1, bias: false), slope);
        Model pool = Nets.Of(x.Shape, y => y.MaxPool(2, 2));

        room.Say("Move the picture, then compute - or compute, then move the map. Largest difference,");
        room.Say("as a share of the largest number:");
        room.Show("convolution, moved by 3 down and 5 right", Error(room, convolution, x, (3, 5), (3, 5)));
        room.Show("convolution of stride 2, moved by 2 (the map by 1)", Error(room, strided, x, (0, 2), (0, 1)));
        room.Show("convolution of stride 2, moved by 1 (the map by 0 or 1, the better)", OddMove(room, strided, x), "0.00");
        room.Show("max pool of 2, moved by 2 (the map by 1)", Error(room, pool, x, (0, 2), (0, 1)));
        room.Show("max pool of 2, moved by 1 (the map by 0 or 1, the better)", OddMove(room, pool, x), "0.00");

        room.Say();
        room.Say("Padding shows where the border is: a white picture under a kernel of nine ones.");
        Model sum = Nets.Of([1, 1, 5, 5], y => y.Conv2d(1, 3, padding: 1, bias: false),
            Nets.Weights(("conv1.weight", Maps.Of([1, 1, 3, 3], _ => 1))));
        Tensor<float> sums = room.Run(sum, Maps.Of([1, 1, 5, 5], _ => 1));
        room.Show("in the middle", sums.AsSpan()[12]);
        room.Show("at an edge", sums.AsSpan()[2]);
        room.Show("in a corner", sums.AsSpan()[0]);

        room.Say();
        room.Say("Random numbers move by 1. The share that changed:");
        Tensor<float> noise = Maps.Random([1, 1, 200, 200]), moved = Maps.Moved(noise, 0, 1);
        room.Show("of the picture", Changed(noise, moved), "0.00");
        foreach (int size in (int[])[3, 7])
        {
            Model row = Nets.Of(noise.Shape, y => y.MaxPool((1, size), 1));
            room.Show($"of maxima of {size} neighbours (theory: {2.0 / (size + 1):0.00})", Changed(room.Run(row, noise), room.Run(row, moved)), "0.00");
        }

        room.Say();
        room.Say("Five class scores of a small network with a global average pool, largest change:");
        Model classes = Nets.Of(x.Shape, y => y.Conv2d(8, 3, padding: 1).Relu().Conv2d(8, 3, padding: 1).Relu().GlobalAveragePool().Flatten().Linear(5));
        Tensor<float> scores = room.Run(classes, x);
        double Change(int down, int right) => Maps.Difference(room.Run(classes, Maps.Moved(x, down, right)), scores) / Maps.Largest(scores);
        room.Show("the house elsewhere, 2 or more pixels from the border", Change(11, -7));
        room.Show("the house at the border, all of it still there", Change(-10, 0), "0.00");
        room.Show("half of the house beyond the border", Change(-14, 0), "0.00");

        // Each row: the picture, its maps under convolution, stride 2 and max pool.
        room.Draw(8, [.. new[] { x, Maps.Moved(x, 0, 1) }.Select(p => (Map[])
            [Map.Of(p), Map.Of(room.Run(convolution, p)), Map.Of(room.Run(strided, p)), Map.Of(room.Run(pool, p))])]);
    }

    private static double Error(Classroom room, Model model, Tensor<float> x, (int Down, int Right) picture, (int Down, int Right) map)
    {
        Tensor<float> y = room.Run(model, x);
        Tensor<float> first = room.Run(model, Maps.Moved(x, picture.Down, picture.Right));
        return Maps.Difference(first, Maps.Moved(y, map.Down, map.Right)) / Maps.Largest(y);
    }

    // Half a step of the map: neither staying nor one step is right.
    private static double OddMove(Classroom room, Model model, Tensor<float> x) =>
        Math.Min(Error(room, model, x, (0, 1), (0, 0)), Error(room, model, x, (0, 1), (0, 1)));

    // Without the first column, into which nothing has moved.
    private static double Changed(Tensor<float> before, Tensor<float> after)
    {
        int width = before.Shape[^1], changed = 0;
        for (int i = 0; i < before.Shape.Length; i++)
            changed += i % width > 0 && before.AsSpan()[i] != after.AsSpan()[i] ? 1 : 0;
        return changed / (double)(before.Shape.Length / width * (width - 1));
    }
}
