using VisionPlugin.Decoding;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Decoding;

/// <summary>Each decoder on a tensor in which one object was placed by hand.</summary>
public class DetectorDecodingTests
{
    private const float Far = -50;

    [Fact]
    public void Yolo_v2_reads_a_box_relative_to_its_cell_and_anchor()
    {
        // 2 anchors, 3 classes, a grid of 4 rows and 5 columns on an input of 160 x 128: cells of 32 x 32.
        Tensor<float> output = Filled([1, 2 * 8, 4, 5], Far);
        Set(output, anchor: 1, row: 2, column: 3, [0, 1, MathF.Log(2), 0, 3, 0, 2, 0], channels: 8);
        var decoder = new YoloV2Decoder { Anchors = [new Anchor(1, 1), new Anchor(0.5f, 1.5f)] };

        Detection found = Assert.Single(Decode(decoder, 160, 128, 0.3f, output));
        Assert.Equal(1, found.ClassId);
        Assert.Equal(Sigmoid(3) * Math.Exp(2) / (Math.Exp(2) + 2), found.Score, 1e-5);
        double x = 3.5 * 32, y = (2 + Sigmoid(1)) * 32;
        AssertBox(x - 16, y - 24, x + 16, y + 24, found.Box);
    }

    [Fact]
    public void Yolo_v2_with_one_class_needs_no_class_channels()
    {
        Tensor<float> output = Filled([1, 5, 2, 2], Far);
        Set(output, 0, 0, 1, [0, 0, 0, 0, 0], channels: 5);
        var decoder = new YoloV2Decoder { Anchors = [new Anchor(1, 2)] };
        decoder.Validate([output.Shape], 1);
        Detection found = Assert.Single(Decode(decoder, 20, 20, 0.5f, output));
        Assert.Equal((0, 0.5f), (found.ClassId, found.Score));
        AssertBox(10, -5, 20, 15, found.Box);
    }

    [Fact]
    public void Yolo_v3_reads_every_head_and_gives_a_box_several_classes()
    {
        Tensor<float> coarse = Filled([1, 1 * 7, 2, 2], Far), fine = Filled([1, 2 * 7, 4, 4], Far);
        Set(coarse, 0, 1, 0, [0, 0, 0, 0, 10, 5, 4], channels: 7);
        Set(fine, 1, 3, 2, [0, 0, 0, MathF.Log(3), 2, Far, 2], channels: 7);
        var decoder = new YoloV3Decoder { Anchors = [[new Anchor(30, 20)], [new Anchor(5, 5), new Anchor(10, 4)]] };

        Detection[] found = Decode(decoder, 64, 64, 0.25f, coarse, fine);
        Assert.Equal([0, 1, 1], found.Select(d => d.ClassId));
        Assert.Equal(Sigmoid(10) * Sigmoid(4), found[1].Score, 1e-5);
        AssertBox(16 - 15, 48 - 10, 16 + 15, 48 + 10, found[0].Box);
        AssertBox(40 - 5, 56 - 6, 40 + 5, 56 + 6, found[2].Box);
    }

    [Fact]
    public void Scale_x_y_lets_a_centre_leave_its_cell()
    {
        Tensor<float> output = Filled([1, 6, 1, 1], 20);
        var decoder = new YoloV3Decoder { Anchors = [[new Anchor(1e-8f, 1e-8f)]], ScaleXY = [1.2f] };
        Detection found = Assert.Single(Decode(decoder, 100, 100, 0.5f, output));
        Assert.Equal(110, (found.Box.X1 + found.Box.X2) / 2, 0.01);
    }

    [Theory]
    [InlineData(YoloV1Layout.Cells)]
    [InlineData(YoloV1Layout.Planes)]
    public void Yolo_v1_reads_both_layouts(YoloV1Layout layout)
    {
        // 3 x 3 cells, 2 boxes, 2 classes; box 1 of cell (row 2, column 1).
        const int Grid = 3, Boxes = 2, Classes = 2, Cell = 7;
        var values = new float[Grid * Grid * ((5 * Boxes) + Classes)];
        bool cells = layout == YoloV1Layout.Cells;
        int box = cells ? (Cell * 12) + 5 : (9 * (Classes + Boxes)) + (((Cell * Boxes) + 1) * 4);
        int confidence = cells ? box + 4 : (9 * Classes) + (Cell * Boxes) + 1;
        int classes = cells ? (Cell * 12) + 10 : Cell * Classes;
        (values[box], values[box + 1], values[box + 2], values[box + 3]) = (0.5f, 0.25f, 0.5f, 0.8f);
        (values[confidence], values[classes], values[classes + 1]) = (0.9f, 0.1f, 0.8f);
        var decoder = new YoloV1Decoder { Grid = Grid, Boxes = Boxes, Classes = Classes, Layout = layout };

        Detection found = Assert.Single(Decode(decoder, 300, 300, 0.2f, new Tensor<float>([1, values.Length], values)));
        Assert.Equal(1, found.ClassId);
        Assert.Equal(0.72f, found.Score, 1e-6f);
        AssertBox(150 - 37.5, 225 - 96, 150 + 37.5, 225 + 96, found.Box);
    }

    [Fact]
    public void CenterNet_takes_peaks_with_distances_to_the_edges()
    {
        Tensor<float> heat = Filled([1, 2, 4, 4], 0), edges = Filled([1, 4, 4, 4], 0);
        heat.AsSpan()[16 + 6] = 0.8f;
        // A neighbour that is lower is no peak; in another class it is one.
        heat.AsSpan()[16 + 7] = 0.7f;
        heat.AsSpan()[7] = 0.6f;
        foreach ((int i, float distance) in (ReadOnlySpan<(int, float)>)[(0, 3), (1, 4), (2, 5), (3, 6)])
            edges.AsSpan().Slice(16 * i, 16).Fill(distance);

        Detection[] found = Decode(new CenterNetDecoder(), 32, 32, 0.5f, heat, edges);
        Assert.Equal([0, 1], found.Select(d => d.ClassId));
        AssertBox(16 - 3, 8 - 4, 16 + 5, 8 + 6, found[1].Box);
        Assert.Equal([1], Decode(new CenterNetDecoder { Top = 1 }, 32, 32, 0.5f, heat, edges).Select(d => d.ClassId));
    }

    [Fact]
    public void CenterNet_with_sizes_and_offsets_counts_in_cells()
    {
        Tensor<float> heat = Filled([1, 1, 3, 3], -9), size = Filled([1, 2, 3, 3], 2), offset = Filled([1, 2, 3, 3], 0.5f);
        heat.AsSpan()[4] = 1;
        var decoder = new CenterNetDecoder { Boxes = CenterNetBoxes.SizeAndOffset, Sigmoid = true };
        decoder.Validate([heat.Shape, size.Shape, offset.Shape], 1);
        Detection found = Assert.Single(Decode(decoder, 30, 30, 0.5f, heat, size, offset));
        Assert.Equal(Sigmoid(1), found.Score, 1e-6);
        AssertBox(15 - 10, 15 - 10, 15 + 10, 15 + 10, found.Box);
    }

    [Fact]
    public void CenterNet_finds_what_a_plain_search_finds()
    {
        Tensor<float> heat = RandomTensor.Uniform([1, 3, 13, 17], 4, 0, 1), edges = RandomTensor.Uniform([1, 4, 13, 17], 5, 1, 9);
        var expected = new List<(int Class, float Score)>();
        for (int i = 0; i < 3 * 13 * 17; i++)
        {
            (int c, int y, int x) = (i / 221, i / 17 % 13, i % 17);
            bool isPeak = heat.AsSpan()[i] >= 0.6f;
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    bool inside = y + dy is >= 0 and < 13 && x + dx is >= 0 and < 17;
                    isPeak &= !inside || heat.AsSpan()[(c * 221) + ((y + dy) * 17) + x + dx] <= heat.AsSpan()[i];
                }
            }

            if (isPeak)
                expected.Add((c, heat.AsSpan()[i]));
        }

        Assert.Equal(expected, Decode(new CenterNetDecoder { Top = 1000 }, 68, 52, 0.6f, heat, edges).Select(d => (d.ClassId, d.Score)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(3e38f)]
    public void Outputs_that_make_no_sense_give_no_boxes_and_no_crash(float value)
    {
        (DetectionDecoder Decoder, TensorShape[] Shapes)[] all =
        [
            (new YoloV1Decoder { Grid = 2, Boxes = 1, Classes = 1 }, [[1, 24]]),
            (new YoloV2Decoder { Anchors = [new Anchor(1, 1)] }, [[1, 7, 3, 3]]),
            (new YoloV3Decoder { Anchors = [[new Anchor(1, 1)]] }, [[1, 7, 3, 3]]),
            (new CenterNetDecoder(), [[1, 2, 3, 3], [1, 4, 3, 3]]),
        ];
        foreach ((DetectionDecoder decoder, TensorShape[] shapes) in all)
            Assert.Empty(Decode(decoder, 96, 96, 0.1f, [.. shapes.Select(s => Filled(s, value))]));
    }

    [Fact]
    public void Random_bits_as_outputs_give_finite_boxes()
    {
        var random = new Random(3);
        var decoder = new YoloV3Decoder { Anchors = [[new Anchor(10, 10)]] };
        for (int round = 0; round < 100; round++)
        {
            var output = new Tensor<float>([1, 8, 5, 5]);
            random.NextBytes(output.AsBytes());
            Assert.All(Decode(decoder, 50, 50, 0, output), d => Assert.True(d.Box.IsFinite && float.IsFinite(d.Score)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_beside_those_expected()
    {
        var v2 = new YoloV2Decoder { Anchors = [new Anchor(1, 1), new Anchor(2, 2)] };
        Refuses(v2, 20, "[1, 50 = 2 anchors x (5 + 20 classes), H, W]", [1, 125, 13, 13]);
        Refuses(v2, null, "a multiple of 2 anchors", [1, 13, 13, 13]);
        Refuses(new YoloV3Decoder { Anchors = [[new Anchor(1, 1)]] }, 80, "[1, 85 = 1 anchors x (5 + 80 classes), H, W]", [1, 84, 8400]);
        Refuses(new YoloV1Decoder { Grid = 7, Boxes = 2, Classes = 20 }, 20, "7 x 7 x (5 x 2 + 20)", [1, 1000]);
        Refuses(new CenterNetDecoder(), 80, "[1, 80 classes, H, W]", [1, 4, 128, 128], [1, 4, 128, 128]);
        Refuses(new CenterNetDecoder(), 80, "[1, 4, 128, 128] beside", [1, 80, 128, 128], [1, 2, 128, 128]);
        new YoloV2Decoder { Anchors = [new Anchor(1, 1)] }.Validate([[1, 25, 13, 13]], 20);
    }

    private static void Refuses(DetectionDecoder decoder, int? classes, string expected, params TensorShape[] shapes)
    {
        var error = Assert.Throws<ShapeMismatchException>(() => decoder.Validate(shapes, classes));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(shapes[^1].ToString(), error.Message, StringComparison.Ordinal);
    }

    private static Detection[] Decode(DetectionDecoder decoder, int width, int height, float conf, params Tensor<float>[] outputs)
    {
        var list = new CandidateList();
        decoder.Decode(outputs, width, height, conf, list);
        return list.Items.ToArray();
    }

    private static Tensor<float> Filled(TensorShape shape, float value)
    {
        var tensor = new Tensor<float>(shape);
        tensor.AsSpan().Fill(value);
        return tensor;
    }

    private static void Set(Tensor<float> output, int anchor, int row, int column, float[] values, int channels)
    {
        for (int k = 0; k < values.Length; k++)
            output.AsSpan()[(((((anchor * channels) + k) * output.Shape[2]) + row) * output.Shape[3]) + column] = values[k];
    }

    private static void AssertBox(double x1, double y1, double x2, double y2, Box box)
    {
        Assert.Equal(x1, box.X1, 1e-3);
        Assert.Equal(y1, box.Y1, 1e-3);
        Assert.Equal(x2, box.X2, 1e-3);
        Assert.Equal(y2, box.Y2, 1e-3);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
