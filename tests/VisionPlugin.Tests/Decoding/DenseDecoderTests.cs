using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Decoding;

/// <summary>Detectors that predict everywhere, on tensors in which objects were placed by the inverse of their formulas.</summary>
public class DenseDecoderTests
{
    private static readonly Box Planted = new(100, 60, 180, 92);

    [Theory]
    [InlineData(true, PredictionLayout.Rows, 0)]
    [InlineData(true, PredictionLayout.Columns, 0)]
    [InlineData(false, PredictionLayout.Columns, 0)]
    [InlineData(false, PredictionLayout.Columns, 32)]
    [InlineData(false, PredictionLayout.Rows, 3)]
    public void Yolo_reads_boxes_in_either_layout_with_and_without_objectness(bool objectness, PredictionLayout layout, int extra)
    {
        const int rows = 1234, classes = 7;
        int columns = (objectness ? 5 : 4) + classes + extra;
        using var output = new Table(rows, columns, layout);
        float[] box = [140, 76, 80, 32], scores = [0, 0.1f, 0, 0.8f, 0, 0.6f, 0];
        output.Write(777, [.. box, .. objectness ? [0.5f] : Array.Empty<float>(), .. scores, .. Enumerable.Repeat(9f, extra)]);
        var decoder = new YoloDecoder { Objectness = objectness, Layout = layout, Extra = extra };
        decoder.Validate([output.Shape], classes);

        Detection found = Assert.Single(Decode(decoder, 0.25f, output));
        Assert.Equal((3, objectness ? 0.4f : 0.8f), (found.ClassId, found.Score));
        AssertBox(Planted, found.Box);
    }

    [Fact]
    public void Every_place_of_every_block_is_looked_at_and_the_best_class_wins()
    {
        foreach (PredictionLayout layout in Enum.GetValues<PredictionLayout>())
        {
            foreach (int rows in (int[])[1, 7, 511, 512, 513, 1100])
            {
                for (int row = 0; row < rows; row += Math.Max(1, rows / 13))
                {
                    using var output = new Table(rows, 4 + 11, layout);
                    output.Write(row, [140, 76, 80, 32, 0, 0, 0, 0.3f, 0, 0, 0, 0, 0, 0.3f, 0.5f]);
                    Detection found = Assert.Single(Decode(new YoloDecoder { Layout = layout }, 0.25f, output));
                    Assert.Equal((10, 0.5f), (found.ClassId, found.Score));
                }
            }
        }
    }

    [Fact]
    public void Multi_label_gives_a_box_every_class_that_counts()
    {
        using var output = new Table(30, 4 + 3, PredictionLayout.Columns);
        output.Write(29, [140, 76, 80, 32, 0.5f, 0.2f, 0.9f]);
        Assert.Equal([2], Ids(new YoloDecoder { Layout = PredictionLayout.Columns }));
        Assert.Equal([0, 2], Ids(new YoloDecoder { Layout = PredictionLayout.Columns, MultiLabel = true }));

        IEnumerable<int> Ids(DetectionDecoder decoder) => Decode(decoder, 0.25f, output).Select(d => d.ClassId);
    }

    [Theory]
    [InlineData(BoxForm.CenterSize, new[] { 0.4375f, 0.475f, 0.25f, 0.2f })]
    [InlineData(BoxForm.Corners, new[] { 0.3125f, 0.375f, 0.5625f, 0.575f })]
    public void Boxes_may_be_on_0_to_1(BoxForm form, float[] box)
    {
        using var output = new Table(5, 5, PredictionLayout.Rows);
        output.Write(2, [.. box, 0.9f]);
        var decoder = new YoloDecoder { Form = form, Normalized = true };
        AssertBox(Planted, Assert.Single(Decode(decoder, 0.5f, output)).Box);
    }

    [Fact]
    public void YoloX_places_offsets_in_the_grids()
    {
        // 320 x 160: 40 x 20 cells of 8, then 20 x 10 of 16; the box's centre (140, 76) lies in cell (8, 4) of the latter.
        using var output = new Table((40 * 20) + (20 * 10) + (10 * 5), 6, PredictionLayout.Rows);
        output.Write((40 * 20) + (4 * 20) + 8, [(140 / 16f) - 8, (76 / 16f) - 4, MathF.Log(80 / 16f), MathF.Log(32 / 16f), 0.9f, 0.8f]);
        var decoder = new YoloDecoder { Objectness = true, Strides = [8, 16, 32] };
        decoder.ValidateInput([output.Shape], 320, 160);
        Detection found = Assert.Single(Decode(decoder, 0.5f, output));
        Assert.Equal(0.72f, found.Score, 1e-6f);
        AssertBox(Planted, found.Box);
        var error = Assert.Throws<ShapeMismatchException>(() => decoder.ValidateInput([output.Shape], 320, 320));
        Assert.Contains("2100", error.Message, StringComparison.Ordinal);
        Assert.Contains("1050", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f, new[] { 8, 16, 32, 64 })]
    [InlineData(0.5f, new[] { 8, 16, 32 })]
    public void NanoDet_takes_the_mean_of_each_distance(float offset, int[] strides)
    {
        int cells = strides.Sum(s => (320 + s - 1) / s * ((160 + s - 1) / s));
        using var output = new Table(cells, 3 + 32, PredictionLayout.Rows);
        // Cell (8, 4) of the grid of 16: its point is (8 + offset, 4 + offset) * 16.
        float x = (8 + offset) * 16, y = (4 + offset) * 16;
        output.Write((40 * 20) + (4 * 20) + 8, [0.1f, 0.2f, 0.9f, .. Distance((x - 100) / 16), .. Distance((y - 60) / 16),
            .. Distance((180 - x) / 16), .. Distance((92 - y) / 16)]);
        var decoder = new NanoDetDecoder { Strides = [.. strides], Offset = offset };
        decoder.Validate([output.Shape], 3);
        decoder.ValidateInput([output.Shape], 320, 160);
        Detection found = Assert.Single(Decode(decoder, 0.4f, output));
        Assert.Equal((2, 0.9f), (found.ClassId, found.Score));
        AssertBox(Planted, found.Box);

        // Logits whose softmax has all its weight on the two neighbours of a distance.
        static float[] Distance(float cells)
        {
            float[] logits = [.. Enumerable.Repeat(-60f, 8)];
            int lower = (int)cells;
            logits[lower] = MathF.Log(1 - (cells - lower));
            logits[lower + 1] = MathF.Max(MathF.Log(cells - lower), -60);
            return logits;
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Raw_heads_of_Yolo_v5_are_decoded_with_anchors(int rank)
    {
        // Anchor 1 of the grid of 16, cell (8, 4): 2 s - 0.5 = 0.75 and 0.75; (2 s)^2 = 80 / 62 and 32 / 45.
        float[] logits = [Inverse(1.25f / 2), Inverse(1.25f / 2), Inverse(MathF.Sqrt(80 / 62f) / 2), Inverse(MathF.Sqrt(32 / 45f) / 2), 2, -3, 1];
        Tensor<float>[] outputs = [.. ((int[])[8, 16, 32]).Select(s => rank == 5
            ? new Tensor<float>([1, 3, 160 / s, 320 / s, 7]) : new Tensor<float>([1, 21, 160 / s, 320 / s]))];
        foreach (Tensor<float> output in outputs)
            output.AsSpan().Fill(-30);
        int cell = (4 * 20) + 8;
        for (int k = 0; k < 7; k++)
            outputs[1].AsSpan()[rank == 5 ? (((200 + cell) * 7) + k) : (((7 + k) * 200) + cell)] = logits[k];
        var decoder = new YoloV5GridDecoder
        {
            Anchors = [[new(1, 1), new(2, 2), new(3, 3)], [new(5, 5), new(62, 45), new(6, 6)], [new(7, 7), new(8, 8), new(9, 9)]],
        };
        decoder.Validate([.. outputs.Select(o => o.Shape)], 2);
        Detection found = Assert.Single(Decode(decoder, 0.5f, outputs));
        Assert.Equal((1, Sigmoid(2) * Sigmoid(1)), (found.ClassId, found.Score), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
        AssertBox(Planted, found.Box);

        static float Inverse(float p) => MathF.Log(p / (1 - p));
    }

    [Fact]
    public void End_to_end_rows_are_finished_objects()
    {
        using var output = new Table(300, 6, PredictionLayout.Rows);
        output.Write(0, [100, 60, 180, 92, 0.9f, 17]);
        output.Write(1, [100, 60, 180, 92, 0.2f, 3]);
        output.Write(2, [100, 60, 180, 92, 0.9f, float.NaN]);
        output.Write(3, [100, 60, 180, 92, 0.9f, -1]);
        Detection found = Assert.Single(Decode(new EndToEndDecoder(), 0.25f, output));
        Assert.Equal((17, 0.9f), (found.ClassId, found.Score));
        AssertBox(Planted, found.Box);
        Assert.Equal(2, Decode(new EndToEndDecoder(), 0, output).Length);
    }

    [Fact]
    public void What_is_not_a_number_is_never_an_object()
    {
        foreach (PredictionLayout layout in Enum.GetValues<PredictionLayout>())
        {
            using var output = new Table(600, 9, layout);
            output.Fill(float.NaN);
            output.Write(599, [140, 76, 80, 32, 0.9f, float.NaN, 0.8f, float.NaN, float.NaN]);
            Detection found = Assert.Single(Decode(new YoloDecoder { Layout = layout }, 0.25f, output));
            Assert.Equal((0, 0.9f), (found.ClassId, found.Score));
            Assert.Empty(Decode(new YoloDecoder { Layout = layout, Objectness = true }, 0.95f, output));
            output.Fill(float.PositiveInfinity);
            Assert.Empty(Decode(new YoloDecoder { Layout = layout }, 0.25f, output));
        }
    }

    [Fact]
    public void Wrong_shapes_give_what_is_expected_and_found()
    {
        Refuses(new YoloDecoder { Objectness = true }, [1, 25200, 85], 79, "84 = 5 + 79 classes", "[1, 25200, 85]", "yolov5");
        Refuses(new YoloDecoder { Layout = PredictionLayout.Columns }, [1, 84, 8400], 3, "[1, 7 = 4 + 3 classes, N]", "yolov8");
        Refuses(new YoloDecoder { Extra = 32 }, [1, 8400, 36], null, "4 + classes + 32", "[1, 8400, 36]");
        Refuses(new YoloDecoder(), [2, 8400, 36], null, "[1, N,");
        Refuses(new YoloDecoder { Objectness = true, Strides = [8] }, [1, 8400], 3, "yolox");
        Refuses(new NanoDetDecoder { Strides = [8] }, [1, 2125, 112], 79, "111 = 79 classes + 32 distances", "[1, 2125, 112]");
        Refuses(new EndToEndDecoder(), [1, 300, 5], null, "[1, N, 6 or more]");
        Refuses(new YoloV5GridDecoder { Anchors = [[new(1, 1), new(2, 2)]] }, [1, 3, 8, 8, 85], 80, "2 anchors", "85 = 5 + 80 classes");
    }

    private static void Refuses(DetectionDecoder decoder, TensorShape shape, int? classes, params string[] parts)
    {
        string message = Assert.Throws<ShapeMismatchException>(() => decoder.Validate([shape], classes)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static Detection[] Decode(DetectionDecoder decoder, float conf, params Tensor<float>[] outputs)
    {
        var candidates = new CandidateList();
        decoder.Decode(outputs, 320, 160, conf, candidates);
        return candidates.Items.ToArray();
    }

    private static Detection[] Decode(DetectionDecoder decoder, float conf, Table output) => Decode(decoder, conf, output.Tensor);

    private static void AssertBox(Box expected, Box found) => Assert.All(
        [(expected.X1, found.X1), (expected.Y1, found.Y1), (expected.X2, found.X2), (expected.Y2, found.Y2)],
        edge => Assert.Equal(edge.Item1, edge.Item2, 1e-2f));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
