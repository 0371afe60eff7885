using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// The fully connected head of a classifier becomes convolutions: Sermanet et al., OverFeat (2013), 3.5; Long, Shelhamer and
/// Darrell, Fully Convolutional Networks (2015), 3.1.
/// </summary>
internal static class SlidingWindow
{
    public static void Give(Classroom room)
    {
        Model lenet = ModelZoo.Create("lenet5");
        Model dense = lenet.WithConvolutionalHead();
        TensorShape window = [1, 1, 32, 32], large = [1, 1, 96, 128];
        Tensor<float> picture = Maps.Random(large);
        Tensor<float> map = room.Run(dense, picture);
        int rows = map.Shape[2], columns = map.Shape[3], step = (int)Nets.Field(dense, large).Axes[0].Step;

        room.Say("LeNet-5 reads 32 x 32. With a convolutional head it reads 96 x 128:");
        room.Show("parameters before", Nets.Costs(lenet, window).Parameters);
        room.Show("parameters after", Nets.Costs(dense, large).Parameters);
        room.Show("rows of the map of scores", rows);
        room.Show("columns of the map of scores", columns);
        room.Show("pixels from one place to the next", step);

        double difference = 0;
        for (int place = 0; place < rows * columns; place++)
        {
            Tensor<float> part = Maps.Cut(picture, place / columns * step, place % columns * step, 32, 32);
            Tensor<float> scores = room.Run(lenet, part);
            difference = Math.Max(difference, Maps.Difference(scores.Reshaped([1, 10, 1, 1]), Maps.Cut(map, place / columns, place % columns, 1, 1)));
        }

        room.Show("largest difference to LeNet-5 on each of these parts", difference);
        double onePass = Nets.Costs(dense, large).Macs, allWindows = rows * columns * (double)Nets.Costs(lenet, window).Macs;
        room.Show("million multiply-accumulates, part by part", allWindows / 1e6, "0.0");
        room.Show("million multiply-accumulates, one pass", onePass / 1e6, "0.0");
        room.Show("ratio", allWindows / onePass, "0.0");
        room.Show("ratio for the first map, where parts overlap most", rows * columns * 28.0 * 28 / ((96 - 4) * (128 - 4)), "0.0");
        double batch = room.Time(lenet, new Tensor<float>([rows * columns, 1, 32, 32])), pass = room.Time(dense, picture);
        room.ShowMeasured("all parts as one batch, times longer than one pass", batch / pass, "x");

        room.Say();
        Read(room, "31415926");
    }

    // The smallest classifier that reads: flatten, one fully connected layer, softmax. Its weights are drawings of the digits.
    private static void Read(Classroom room, string text)
    {
        const float Sharpness = 4;
        Tensor<float> weights = Maps.Of([10, Digits.Height * Digits.Width], i => Sharpness * Digits.Ink(i / 63, i % 63));
        // The nearest drawing wins: |x - w|^2 = |x|^2 - 2 (x w - |w|^2 / 2).
        Tensor<float> bias = Maps.Of([10], d => -Sharpness / 2 * Enumerable.Range(0, 63).Sum(i => Digits.Ink(d, i) * Digits.Ink(d, i)));
        Model classifier = Nets.Of([1, 1, Digits.Height, Digits.Width], x => x.Flatten().Linear(10),
            Nets.Weights(("fc1.weight", weights), ("fc1.bias", bias)));
        Model reader = classifier.WithConvolutionalHead(new Dictionary<string, TensorShape> { ["input"] = [1, 1, Digits.Height, Digits.Width] });

        Tensor<float> page = Digits.Page(text), scores = room.Run(reader, page);
        var found = new List<(int Column, int Digit)>();
        int places = scores.Shape[2] * scores.Shape[3];
        for (int i = 0; i < places; i++)
        {
            int best = Enumerable.Range(0, 10).MaxBy(d => scores.AsSpan()[(d * places) + i]);
            // At its own place a drawing scores |w|^2 / 2, anything else less.
            if (scores.AsSpan()[(best * places) + i] > -bias.AsSpan()[best] - 0.5f)
                found.Add((i % scores.Shape[3], best));
        }

        string read = string.Concat(found.OrderBy(f => f.Column).Select(f => f.Digit));
        room.Say($"A classifier of single digits, slid over a page that says {text}, reads {read}.");
        room.Show("digits read right, in order", read.Zip(text).Count(pair => pair.First == pair.Second));
        room.Show("digits read in all", read.Length);
        room.Draw(8, [Ink(page)], [Likely(page, scores, 1)], [Likely(page, scores, 5)]);
    }

    private static Map Ink(Tensor<float> page) => new([.. page.AsSpan().ToArray().Select(v => (v + 1) / 2)], page.Shape[3]);

    // How alike a digit's drawing each place is; the scores lie at the middle of what they are of.
    private static Map Likely(Tensor<float> page, Tensor<float> scores, int digit)
    {
        Map map = Map.Of(scores, digit);
        var values = new float[page.Shape.Length];
        float best = map.Values.Max();
        for (int i = 0; i < map.Values.Length; i++)
        {
            int row = (i / map.Width) + (Digits.Height / 2), column = (i % map.Width) + (Digits.Width / 2);
            values[(row * page.Shape[3]) + column] = MathF.Exp((map.Values[i] - best) / 40);
        }

        return new Map(values, page.Shape[3]);
    }
}
