using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.Tests.Cards.Recognition;

/// <summary>Networks without cards: the family is found, and planted objects come out where they are in the frame.</summary>
public class RecognitionTests
{
    private const int FrameWidth = 400;
    private const int FrameHeight = 300;

    // In pixels of the frame; the last is a weaker copy of the second.
    private static readonly PlantedObject[] Objects =
    [
        new(1, 0.9f, new Box(20, 30, 90, 80)), new(0, 0.8f, new Box(150, 100, 290, 220)),
        new(2, 0.7f, new Box(200, 20, 380, 260)), new(0, 0.6f, new Box(154, 104, 294, 224)),
    ];

    // What each family's preprocessing makes of 400 x 300 for 320 x 320, by its own description.
    private static readonly Func<Box, Box> Centred = b => new Box(b.X1 * 0.8f, (b.Y1 * 0.8f) + 40, b.X2 * 0.8f, (b.Y2 * 0.8f) + 40);
    private static readonly Func<Box, Box> TopLeft = b => new Box(b.X1 * 0.8f, b.Y1 * 0.8f, b.X2 * 0.8f, b.Y2 * 0.8f);
    private static readonly Func<Box, Box> Stretched = b =>
        new Box(b.X1 * 0.8f, b.Y1 * 320 / 300, b.X2 * 0.8f, b.Y2 * 320 / 300);

    private static readonly Dictionary<string, (Func<PlantedObject[], HeadGraph> Build, string Decoder, Func<Box, Box> ToInput)> Families = new()
    {
        ["YOLOv5"] = (PlantedModels.YoloV5, "yolov5", Centred),
        ["YOLOv8"] = (PlantedModels.YoloV8, "yolov8", Centred),
        ["YOLOv8, any size"] = (PlantedModels.YoloV8Dynamic, "yolov8", Centred),
        ["YOLOv8 for poses"] = (PlantedModels.YoloV8Pose, "yolov8", Centred),
        ["YOLOv8 for masks"] = (PlantedModels.YoloV8Segment, "yolov8", Centred),
        ["YOLOv8, transposed"] = (PlantedModels.YoloV8Rows, "yolov8", Centred),
        ["end to end"] = (PlantedModels.EndToEnd, "end-to-end", Centred),
        ["YOLOX"] = (PlantedModels.YoloX, "yolox", TopLeft),
        ["YOLOX, decoded"] = (PlantedModels.YoloXDecoded, "yolox", TopLeft),
        ["NanoDet-Plus"] = (PlantedModels.NanoDetPlus, "nanodet", Stretched),
        ["NanoDet"] = (PlantedModels.NanoDet, "nanodet", Stretched),
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Planted_objects_come_out_where_they_are_in_the_frame(string name)
    {
        var (build, decoder, toInput) = Families[name];
        byte[] file = build([.. Objects.Select(o => o with { Box = toInput(o.Box) })]).ToBytes();
        VisionModel model = VisionModel.Recognize(ModelLoader.Load(file, "own.onnx"));
        Assert.Equal(decoder, model.Recognition!.Decoder);
        Assert.NotEmpty(model.Recognition.Reasons);
        Assert.Equal((320, 320), (model.Card.Input.Width, model.Card.Input.Height));

        Detection[] found = Detect(model);
        Assert.Equal(3, found.Length);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((Objects[i].ClassId, Objects[i].Score), (found[i].ClassId, MathF.Round(found[i].Score, 3)));
            AssertNear(Objects[i].Box, found[i].Box);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_after_the_first_allocate_nothing(string name)
    {
        byte[] file = Families[name].Build([.. Objects.Select(o => o with { Box = Families[name].ToInput(o.Box) })]).ToBytes();
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(VisionModel.Recognize(ModelLoader.Load(file, "own.onnx")), backend);
        var frame = new Frame(new byte[FrameWidth * FrameHeight * 3], FrameWidth, FrameHeight, PixelFormat.Rgb24);
        for (int i = 0; i < 3; i++)
            detector.Process(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            detector.Process(frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Names_come_from_the_metadata_where_there_is_some()
    {
        ModelCard card = Recognize(PlantedModels.YoloV8(Objects)).Card;
        Assert.Equal(["person", "bicycle", "driver's hat"], card.Labels.ToArray());
        Assert.Equal("Ultralytics YOLO11n model trained on /home/me/data.yaml", card.Source);
        Assert.Equal("AGPL-3.0 License (https://ultralytics.com/license)", card.Licence);
        Assert.Equal((0.25f, 0.7f, 114f), (card.Options.Conf, card.Options.Iou, card.Input.PadValue));
        Assert.Equal((ResizeMode.LetterboxCenter, ChannelOrder.Rgb), (card.Input.Resize, card.Input.Channels));
        Assert.Empty(Recognize(PlantedModels.YoloX([])).Card.Labels);
        Assert.Equal("class 1", Recognize(PlantedModels.YoloX([])).Card.LabelOf(1));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Faces_of_BlazeFace_come_out_in_either_layout_and_from_split_outputs(bool channelsLast, bool split)
    {
        // 400 x 300 in 128 x 128: scaled by 0.32 to 128 x 96, 16 rows of border above.
        var face = new Box(100, 80, 240, 200);
        var planted = new Box(face.X1 * 0.32f, (face.Y1 * 0.32f) + 16, face.X2 * 0.32f, (face.Y2 * 0.32f) + 16);
        VisionModel model = Recognize(PlantedModels.BlazeFace(planted, 0.9f, channelsLast, split));
        Assert.Equal("ssd", model.Recognition!.Decoder);
        Assert.Equal(channelsLast, model.Card.IsChannelsLast);
        Assert.Equal(["face"], model.Card.Labels.ToArray());
        Detection found = Assert.Single(Detect(model));
        Assert.Equal(0.9f, found.Score, 1e-3f);
        AssertNear(face, found.Box);
    }

    [Fact]
    public void Raw_heads_of_YOLOv5_are_recognised_with_the_anchors_it_begins_with()
    {
        var graph = new HeadGraph(1, 3, 320, 320);
        // In the order in which they are exported; centre (100.5, 60.5) of the grid of 16, its third anchor.
        float[][] heads = [.. ((int[])[8, 16, 32]).Select(s => Enumerable.Repeat(-40f, 3 * (320 / s) * (320 / s) * 8).ToArray())];
        Box planted = Centred(Objects[1].Box);
        (float x, float y) = ((planted.X1 + planted.X2) / 2, (planted.Y1 + planted.Y2) / 2);
        (int column, int row) = ((int)(x / 16), (int)(y / 16));
        float[] numbers = [((x / 16) - column + 0.5f) / 2, ((y / 16) - row + 0.5f) / 2, MathF.Sqrt(planted.Width / 59) / 2,
            MathF.Sqrt(planted.Height / 119) / 2, 0.9f, 0.95f, 0.001f, 0.001f];
        numbers.Select(PlantedHeads.Logit).ToArray().CopyTo(heads[1], ((2 * 400) + (row * 20) + column) * 8);
        graph.Output("p5", graph.Plant([1, 3, 10, 10, 8], heads[2])).Output("p3", graph.Plant([1, 3, 40, 40, 8], heads[0]))
            .Output("p4", graph.Plant([1, 3, 20, 20, 8], heads[1])).NoteYoloV5(UltralyticsNotes.Names("a", "b", "c"));
        VisionModel model = Recognize(graph);
        Assert.Equal("yolov5-grid", model.Recognition!.Decoder);
        Assert.Contains(model.Recognition.Notes, n => n.Contains("anchors", StringComparison.Ordinal));
        Detection found = Assert.Single(Detect(model));
        Assert.Equal((0, 0.855f), (found.ClassId, MathF.Round(found.Score, 3)));
        AssertNear(Objects[1].Box, found.Box);
    }

    private static VisionModel Recognize(HeadGraph graph) => VisionModel.Recognize(ModelLoader.Load(graph.ToBytes(), "own.onnx"));

    private static Detection[] Detect(VisionModel model)
    {
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(model, backend);
        byte[] pixels = [.. Enumerable.Range(0, FrameWidth * FrameHeight * 3).Select(i => (byte)(i * 7))];
        return detector.Process(new Frame(pixels, FrameWidth, FrameHeight, PixelFormat.Rgb24)).ToArray();
    }

    private static void AssertNear(Box expected, Box found) => Assert.All(
        [(expected.X1, found.X1), (expected.Y1, found.Y1), (expected.X2, found.X2), (expected.Y2, found.Y2)],
        edge => Assert.Equal(edge.Item1, edge.Item2, 0.5f));
}
