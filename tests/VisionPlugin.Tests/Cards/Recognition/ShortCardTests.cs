using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.Tests.Cards.Recognition;

/// <summary>Cards that say only what the model does not.</summary>
public sealed class ShortCardTests : IDisposable
{
    private static readonly PlantedObject[] Objects = [new(1, 0.9f, new Box(20, 60, 90, 120)), new(0, 0.8f, new Box(120, 80, 280, 220)),
        new(2, 0.7f, new Box(140, 60, 300, 250)), new(0, 0.6f, new Box(124, 84, 284, 224))];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_decoder_alone_decides_between_families_of_one_shape()
    {
        // Without the card these rows are YOLOX; as YOLOv5 they are the same boxes from other pictures.
        VisionModel free = Load(PlantedModels.YoloXDecoded(Objects), null);
        VisionModel forced = Load(PlantedModels.YoloXDecoded(Objects), """{ "decoder": "yolov5" }""");
        Assert.Equal(("yolox", "yolov5"), (free.Recognition!.Decoder, forced.Recognition!.Decoder));
        Assert.Equal((ChannelOrder.Bgr, ChannelOrder.Rgb), (free.Card.Input.Channels, forced.Card.Input.Channels));
        Assert.True(Assert.IsType<YoloDecoder>(forced.Card.Decoder).Objectness);
        Assert.Equal("yolov8", Load(PlantedModels.YoloXDecoded(Objects), """{ "decoder": { "type": "yolov8" } }""").Recognition!.Decoder);
    }

    [Fact]
    public void What_the_card_says_replaces_what_was_recognised()
    {
        VisionModel model = Load(PlantedModels.YoloV8Dynamic(Objects), """
            {
              // only what is different
              "name": "Mine", "labels": ["x", "y", "z"],
              "input": { "scale": 1, "resize": "stretch" },
              "decoder": { "conf": 0.65, "multi_label": true }
            }
            """);
        Assert.Equal(("Mine", 0.65f, 0.7f), (model.Card.Name, model.Card.Options.Conf, model.Card.Options.Iou));
        Assert.Equal((1f, ResizeMode.Stretch, 114f), (model.Card.Input.ScaleOf(0), model.Card.Input.Resize, model.Card.Input.PadValue));
        Assert.Equal(["x", "y", "z"], model.Card.Labels.ToArray());
        Assert.True(Assert.IsType<YoloDecoder>(model.Card.Decoder).MultiLabel);
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(model, backend);
        Assert.Equal(3, detector.Process(new Frame(new byte[320 * 320 * 3], 320, 320, PixelFormat.Rgb24)).Length);
    }

    [Fact]
    public void Labels_may_be_in_a_file_and_an_empty_card_is_none()
    {
        File.WriteAllText(Path.Combine(_folder, "names.txt"), "x\ny\nz\n");
        Assert.Equal(["x", "y", "z"], Load(PlantedModels.YoloX(Objects), """{ "labels": "names.txt" }""").Card.Labels.ToArray());
        Assert.Equal(["person", "bicycle", "driver's hat"], Load(PlantedModels.YoloV5(Objects), "{}").Card.Labels.ToArray());
    }

    [Fact]
    public void A_size_in_the_card_is_that_of_an_input_left_open()
    {
        var graph = new HeadGraph(1, 3, "height", "width");
        graph.Output("o", graph.Plant([1, 7, PlantedHeads.Cells(256, 192, 8, 16, 32)], new float[7 * PlantedHeads.Cells(256, 192, 8, 16, 32)]));
        VisionModel model = Load(graph, """{ "input": { "width": 256, "height": 192 } }""");
        Assert.Equal((256, 192, "yolov8"), (model.Card.Input.Width, model.Card.Input.Height, model.Recognition!.Decoder));
        Refuses(graph, "{}", "640 x 640", "o [1, 7, 1008]");
    }

    [Fact]
    public void A_task_alone_makes_a_vector_an_embedding()
    {
        VisionModel model = Load(PlantedModels.Classifier([1, 2, 3], softmax: false, 1, 3, 32, 32), """{ "task": "embed" }""");
        Assert.IsType<EmbeddingDecoder>(model.Card.Decoder);
        var graph = new HeadGraph(1, 3, 32, 32);
        graph.Output("mask", graph.Apply("Sigmoid", graph.Plant([1, 1, 32, 32], new float[1024])));
        Assert.False(Assert.IsType<SegmentationDecoder>(Load(graph, """{ "decoder": "segmentation" }""").Card.Decoder).Sigmoid);
    }

    [Theory]
    [InlineData("""{ "labels": ["a", "b"] }""", "would have 3 classes", "2 labels", "output0 [1, 7, 2100]")]
    [InlineData("""{ "decoder": "yolov5" }""", "does not fit the decoder 'yolov5'", "[1, 6300, 5 + classes]", "output0 [1, 7, 2100]")]
    [InlineData("""{ "decoder": "nanodet" }""", "'nanodet'", "output0 [1, 7, 2100]")]
    [InlineData("""{ "decoder": "centernet" }""", "'decoder.type'", "whole card", "yolov8")]
    [InlineData("""{ "decoder": "yolov12" }""", "'decoder.type'", "yolov8")]
    [InlineData("""{ "decoder": "yolov8", "task": "classify" }""", "is to detect", "to classify")]
    [InlineData("""{ "task": "segment" }""", "segmentation expects an output [1, classes, H, W]")]
    [InlineData("""{ "colour": 1 }""", "unknown field 'colour'")]
    [InlineData("""{ "decoder": { "strides": [8] } }""", "unknown field 'decoder.strides'")]
    [InlineData("""{ "input": { "resize": "letterbox" } }""", "'input.resize'")]
    [InlineData("""{ "decoder": "yolov8", "decoder": "yolov5" }""", "own.vision.json")]
    [InlineData("""{ "decoder": 7 }""", "'decoder")]
    [InlineData("""{ "labels": 7 }""", "'labels'")]
    [InlineData("7", "must be an object")]
    public void A_card_that_does_not_fit_says_what_is_expected_and_found(string card, params string[] parts) =>
        Refuses(PlantedModels.YoloV8(Objects), card, parts);

    [Fact]
    public void A_written_card_is_whole_and_gives_the_same_model()
    {
        foreach (HeadGraph graph in (HeadGraph[])[PlantedModels.YoloV8(Objects), PlantedModels.YoloV5(Objects), PlantedModels.YoloX(Objects),
            PlantedModels.NanoDet([]), PlantedModels.EndToEnd(Objects), PlantedModels.BlazeFace(new Box(20, 20, 60, 70), 0.9f, true, true)])
        {
            VisionModel recognised = Load(graph, null);
            string text = recognised.Recognition!.CardText;
            VisionModel read = Load(graph, text);
            Assert.Null(read.Recognition);
            Assert.Equal(recognised.Card.Labels.ToArray(), read.Card.Labels.ToArray());
            Assert.Equal(recognised.Card.Options, read.Card.Options);
            Assert.Equal((recognised.Card.InputName, recognised.Card.Input.Shape), (read.Card.InputName, read.Card.Input.Shape));
            Assert.StartsWith("// ", text, StringComparison.Ordinal);
            Assert.All(text.Split('\n'), line => Assert.True(line.StartsWith("//", StringComparison.Ordinal) || line.Length < 130, line));
        }
    }

    private void Refuses(HeadGraph graph, string card, params string[] parts)
    {
        var error = Assert.ThrowsAny<VisionException>(() => Load(graph, card));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private VisionModel Load(HeadGraph graph, string? card)
    {
        string path = Path.Combine(_folder, "own.onnx");
        File.WriteAllBytes(path, graph.ToBytes());
        File.Delete(ModelCard.PathFor(path));
        if (card is not null)
            File.WriteAllText(ModelCard.PathFor(path), card);
        return VisionModel.Load(path);
    }
}
