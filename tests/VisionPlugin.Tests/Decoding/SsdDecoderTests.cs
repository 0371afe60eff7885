using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Decoding;

public class SsdDecoderTests
{
    private static readonly SsdAnchors BlazeFace = new() { Strides = [8, 16, 16, 16], FixedSize = true };

    // MediaPipe's tests name this configuration; TensorFlow's SSD with MobileNet uses it.
    private static readonly SsdAnchors MobileNet = new()
    {
        Strides = [16, 32, 64, 128, 256, 512],
        AspectRatios = [1, 2, 0.5f, 3, 0.3333f],
        ReduceLowestLayer = true,
    };

    [Fact]
    public void Anchors_follow_the_published_schemes()
    {
        var grids = MobileNet.Grids();
        Assert.Equal([3, 6, 6, 6, 6, 6], grids.Select(g => g.Sizes.Length));
        Assert.Equal(1917, GridLevels.Count([.. grids.Select(g => new GridLevel(g.Stride, g.Sizes.Length))], 300, 300));
        AssertSizes([(0.1f, 0.1f), (0.282843f, 0.141421f), (0.141421f, 0.282843f)], grids[0].Sizes);
        AssertSizes([(0.35f, 0.35f), (0.494975f, 0.247487f), (0.247487f, 0.494975f), (0.606218f, 0.202073f),
            (0.202063f, 0.606248f), (0.41833f, 0.41833f)], grids[1].Sizes);
        AssertSizes([(0.974679f, 0.974679f)], grids[5].Sizes[5..]);

        Assert.Equal([(8, 2), (16, 6)], BlazeFace.Grids().Select(g => (g.Stride, g.Sizes.Length)));
        Assert.Equal(896, GridLevels.Count([new(8, 2), new(16, 6)], 128, 128));
        Assert.Equal(new GridCell(1, 3, 2, 5, 8, 8), GridLevels.At(512 + (((2 * 8) + 3) * 6) + 5, [new(8, 2), new(16, 6)], 128, 128));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Faces_are_decoded_from_one_pair_of_outputs_or_one_for_each_grid(int parts)
    {
        // The box (20, 30, 60, 90) from cell (3, 2) of the grid of 16, whose centre is (56, 40): offsets in pixels.
        int row = (((2 * 8) + 3) * 6) + 5;
        int[] rows = parts == 1 ? [896] : [512, 384];
        Tensor<float>[] boxes = [.. rows.Select(n => new Tensor<float>([1, n, 16]))];
        Tensor<float>[] scores = [.. rows.Select(n => new Tensor<float>([1, n, 1]))];
        foreach (Tensor<float> score in scores)
            score.AsSpan().Fill(-100);
        int at = parts == 1 ? 512 + row : row;
        ((float[])[40 - 56, 60 - 40, 40, 60]).CopyTo(boxes[^1].AsSpan()[(16 * at)..]);
        scores[^1].AsSpan()[at] = 2;
        var decoder = new SsdDecoder { Anchors = BlazeFace, Scores = ScoreFunction.Sigmoid, Parts = parts };
        Tensor<float>[] outputs = [.. boxes, .. scores];
        decoder.Validate([.. outputs.Select(o => o.Shape)], 1);
        decoder.ValidateInput([.. outputs.Select(o => o.Shape)], 128, 128);
        Detection found = Assert.Single(Decode(decoder, 128, 128, 0.5f, outputs));
        Assert.Equal(1 / (1 + MathF.Exp(-2)), found.Score, 1e-6f);
        AssertBox(new Box(20, 30, 60, 90), found.Box);
        Assert.Throws<ShapeMismatchException>(() => decoder.ValidateInput([.. outputs.Select(o => o.Shape)], 256, 256));
    }

    [Fact]
    public void Sizes_may_be_exponents_with_y_first_and_a_background_under_a_softmax()
    {
        // Cell (4, 6) of the grid of 32, aspect ratio 2: centre (135, 195) of 300, size 0.494975 x 0.247487.
        using var boxes = new Tensor<float>([1, 1917, 4]);
        using var scores = new Tensor<float>([1, 1917, 4]);
        int row = 1083 + (((6 * 10) + 4) * 6) + 1;
        float aw = 0.494975f * 300, ah = 0.247487f * 300;
        ((float[])[10 * (200 - 195) / ah, 10 * (130 - 135) / aw, 5 * MathF.Log(60 / ah), 5 * MathF.Log(90 / aw)])
            .CopyTo(boxes.AsSpan()[(4 * row)..]);
        for (int i = 0; i < 1917; i++)
            scores.AsSpan()[4 * i] = 20;
        ((float[])[1, 0, 0, 3]).CopyTo(scores.AsSpan()[(4 * row)..]);
        var decoder = new SsdDecoder
        {
            Anchors = MobileNet,
            Scale = [10, 10, 5, 5],
            Exponential = true,
            YFirst = true,
            Background = true,
            Scores = ScoreFunction.Softmax,
        };
        decoder.Validate([boxes.Shape, scores.Shape], 3);
        decoder.ValidateInput([boxes.Shape, scores.Shape], 300, 300);
        Detection found = Assert.Single(Decode(decoder, 300, 300, 0.3f, boxes, scores));
        Assert.Equal(2, found.ClassId);
        Assert.Equal(Math.Exp(3) / (Math.Exp(3) + Math.Exp(1) + 2), found.Score, 1e-5);
        AssertBox(new Box(130 - 45, 200 - 30, 130 + 45, 200 + 30), found.Box);
    }

    [Theory]
    [InlineData(PredictionLayout.Rows)]
    [InlineData(PredictionLayout.Columns)]
    public void Boxes_that_the_network_decoded_are_taken_as_they_are(PredictionLayout layout)
    {
        using var boxes = new Table(4420, 4, PredictionLayout.Rows);
        using var scores = new Table(4420, 2, layout);
        boxes.Write(4000, [0.1f, 0.25f, 0.4f, 0.75f]);
        scores.Write(4000, [0.2f, 0.8f]);
        var decoder = new SsdDecoder { Form = BoxForm.Corners, Normalized = true, Background = true, Layout = layout };
        Detection found = Assert.Single(Decode(decoder, 320, 240, 0.7f, boxes.Tensor, scores.Tensor));
        Assert.Equal((0, 0.8f), (found.ClassId, found.Score));
        AssertBox(new Box(32, 60, 128, 180), found.Box);
    }

    [Fact]
    public void Wrong_shapes_give_what_is_expected_and_found()
    {
        Refuses(1, [1, 896, 3], [1, 896, 1], "4 or more", "[1, 896, 3]");
        Refuses(1, [1, 896, 16], [1, 895, 1], "[1, 896, 1 = 1 classes]", "[1, 895, 1]");
        Refuses(2, [1, 896, 16], [1, 896, 1], "2 = 2 classes");

        static void Refuses(int classes, TensorShape boxes, TensorShape scores, params string[] parts)
        {
            var decoder = new SsdDecoder { Anchors = BlazeFace };
            string message = Assert.Throws<ShapeMismatchException>(() => decoder.Validate([boxes, scores], classes)).Message;
            Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        }
    }

    private static Detection[] Decode(DetectionDecoder decoder, int width, int height, float conf, params Tensor<float>[] outputs)
    {
        var candidates = new CandidateList();
        decoder.Decode(outputs, width, height, conf, candidates);
        return candidates.Items.ToArray();
    }

    private static void AssertSizes((float Width, float Height)[] expected, IEnumerable<Anchor> found) =>
        Assert.Equal(expected, found.Select(a => (a.Width, a.Height)),
            (a, b) => Math.Abs(a.Width - b.Width) < 1e-5 && Math.Abs(a.Height - b.Height) < 1e-5);

    private static void AssertBox(Box expected, Box found) => Assert.All(
        [(expected.X1, found.X1), (expected.Y1, found.Y1), (expected.X2, found.X2), (expected.Y2, found.Y2)],
        edge => Assert.Equal(edge.Item1, edge.Item2, 1e-2f));
}
