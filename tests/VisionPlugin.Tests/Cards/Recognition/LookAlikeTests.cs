using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.Tests.Cards.Recognition;

/// <summary>Networks that look like others, whose metadata is wrong, or that belong to no family.</summary>
public class LookAlikeTests
{
    private static readonly PlantedObject[] Objects = [new(1, 0.9f, new Box(20, 60, 90, 120)), new(0, 0.8f, new Box(120, 80, 280, 220)),
        new(2, 0.7f, new Box(140, 60, 300, 250)), new(0, 0.6f, new Box(124, 84, 284, 224))];

    [Fact]
    public void Names_that_contradict_the_shapes_are_not_used_and_that_is_said()
    {
        VisionModel model = Recognize(Table(8400, 84, "output0", columns: true).NoteUltralytics("detect", 640, 640, "{0: 'cat', 1: 'dog'}"));
        Assert.Equal("yolov8", model.Recognition!.Decoder);
        Assert.Empty(model.Card.Labels);
        Assert.Contains(model.Recognition.Notes, n => n.Contains("names 2 classes, the output has 80", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("names", "{0: 'a'")]
    [InlineData("names", "{0: 'a', 7: 'b'}")]
    [InlineData("names", "{-1: 'a'}")]
    [InlineData("names", "{0: ['a']}")]
    [InlineData("names", "[None, 'a']")]
    [InlineData("imgsz", "[0, 640]")]
    [InlineData("imgsz", "[99999999999, 640]")]
    [InlineData("imgsz", "[640]")]
    [InlineData("kpt_shape", "[16000, 16000]")]
    [InlineData("args", "{'nms': 'True'}")]
    [InlineData("task", "bake")]
    [InlineData("task", "pose")]
    [InlineData("task", "segment")]
    [InlineData("stride", "\0")]
    public void Damaged_metadata_counts_as_missing(string key, string value)
    {
        HeadGraph graph = Table(8400, 7, "output0", columns: true).Note("author", "Ultralytics").Note(key, value);
        VisionModel model = Recognize(graph);
        Assert.Equal("yolov8", model.Recognition!.Decoder);
        Assert.Equal((640, 640), (model.Card.Input.Width, model.Card.Input.Height));
        Assert.Empty(model.Card.Labels);
    }

    [Fact]
    public void Metadata_cannot_steer_a_terminal()
    {
        string names = UltralyticsNotes.Names("a\u001b[2Jb", "c\\x1b\\x07d", "e\u202ef");
        ModelCard card = Recognize(Table(8400, 7, "output0", columns: true).NoteUltralytics("detect", 640, 640, names)).Card;
        Assert.Equal(["a [2Jb", "c  d", "e f"], card.Labels.ToArray());
    }

    [Fact]
    public void Rows_of_one_prediction_a_cell_are_YOLOX_unless_names_tell_that_there_is_no_objectness()
    {
        Assert.Equal("yolov8", Recognize(Table(8400, 8, "o").NoteYoloV5(UltralyticsNotes.Names("a", "b", "c", "d"))).Recognition!.Decoder);
        Assert.Equal("yolox", Recognize(Table(8400, 8, "o").NoteYoloV5(UltralyticsNotes.Names("a", "b", "c"))).Recognition!.Decoder);
        // Decoded without exp, as YOLOv6 does it: boxes in pixels, RGB.
        VisionModel v6 = Recognize(Table(8400, 8, "o"));
        Assert.Equal("yolox", v6.Recognition!.Decoder);
        Assert.Equal(ChannelOrder.Rgb, v6.Card.Input.Channels);
        Assert.Empty(Assert.IsType<YoloDecoder>(v6.Card.Decoder).Strides);
        Assert.Contains(v6.Recognition.Notes, n => n.Contains("YOLOv6", StringComparison.Ordinal));
    }

    [Fact]
    public void Three_predictions_a_cell_are_YOLOv5_and_large_grids_are_known()
    {
        Assert.Equal("yolov5", Recognize(Table(25200, 85, "o")).Recognition!.Decoder);
        Assert.Equal("yolov5", Recognize(Table(25200, 6, "o")).Recognition!.Decoder);
        Assert.Equal("yolov5", Recognize(Table(3 * (8400 + 100), 85, "o")).Recognition!.Decoder);
        Assert.Equal("yolov8", Recognize(Table(8500, 5, "o", columns: true)).Recognition!.Decoder);
        Assert.Equal("end-to-end", Recognize(Table(300, 6, "o")).Recognition!.Decoder);
    }

    [Fact]
    public void Queries_of_a_transformer_are_boxes_on_0_to_1_that_need_no_suppression()
    {
        VisionModel model = Recognize(Table(300, 7, "o").NoteUltralytics("detect", 640, 640, UltralyticsNotes.Names("a", "b", "c")));
        Assert.Equal("yolov8", model.Recognition!.Decoder);
        var decoder = Assert.IsType<YoloDecoder>(model.Card.Decoder);
        Assert.Equal((true, PredictionLayout.Rows, 1f), (decoder.Normalized, decoder.Layout, model.Card.Options.Iou));
        Assert.Equal(ResizeMode.Stretch, model.Card.Input.Resize);
    }

    [Fact]
    public void An_unknown_head_is_refused_with_what_each_family_expects_and_what_was_found()
    {
        string message = Assert.Throws<ModelFormatException>(() => Recognize(Table(777, 33, "strange"))).Message;
        Assert.Contains("strange [1, 777, 33]", message, StringComparison.Ordinal);
        Assert.Contains("640 x 640", message, StringComparison.Ordinal);
        Assert.Contains("yolov8 expects an output [1, 4 + classes, 8400]", message, StringComparison.Ordinal);
        Assert.Contains("yolov5 expects an output [1, 25200, 5 + classes]", message, StringComparison.Ordinal);
        Assert.Contains("docs/cards.md", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_take_one_picture_is_refused()
    {
        Refuses(new HeadGraph(4, 3, 64, 64), "batch 1");
        Refuses(new HeadGraph(1, 5, 64, 64), "neither 1 nor 3 channels");
        Refuses(new HeadGraph(1, 640), "does not take one picture");

        static void Refuses(HeadGraph graph, string part) => Assert.Contains(part, Assert.Throws<ModelFormatException>(() =>
            Recognize(graph.Output("o", graph.Plant([1, 10], new float[10])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classifiers_are_read_as_probabilities_or_logits()
    {
        VisionModel logits = Recognize(PlantedModels.Classifier([0, 2, 1], softmax: false, 1, 3, 224, 224));
        Assert.True(Assert.IsType<ClassificationDecoder>(logits.Card.Decoder).Softmax);
        VisionModel probabilities = Recognize(PlantedModels.Classifier([0, 2, 1], softmax: true, "n", 32, 32, 1));
        Assert.False(Assert.IsType<ClassificationDecoder>(probabilities.Card.Decoder).Softmax);
        Assert.Equal((ChannelOrder.Gray, true), (probabilities.Card.Input.Channels, probabilities.Card.IsChannelsLast));
        VisionModel ultralytics = Recognize(PlantedModels.Classifier([0, 2, 1], softmax: true, 1, 3, "height", "width")
            .NoteUltralytics("classify", 96, 64, UltralyticsNotes.Names("a", "b", "c")));
        Assert.Equal((96, 64, ResizeMode.CenterCrop), (ultralytics.Card.Input.Width, ultralytics.Card.Input.Height, ultralytics.Card.Input.Resize));
        // YOLOv5's classifiers give logits and want ImageNet's deviations; only the names of the classes tell of YOLOv5.
        VisionModel v5 = Recognize(PlantedModels.Classifier([0, 2, 1], softmax: false, 1, 3, 224, 224).NoteYoloV5(UltralyticsNotes.Names("a", "b", "c")));
        Assert.True(Assert.IsType<ClassificationDecoder>(v5.Card.Decoder).Softmax);
        Assert.Equal((3, "b"), (v5.Card.Input.Mean.Length, v5.Card.LabelOf(1)));
        using var backend = new CpuBackend();
        foreach (VisionModel model in (VisionModel[])[v5, logits, probabilities, ultralytics])
        {
            using var classifier = new ImageClassifier(model, backend);
            Classification best = classifier.Process(new Frame(new byte[300], 10, 10, PixelFormat.Rgb24))[0];
            Assert.Equal(1, best.ClassId);
            Assert.Equal(Math.Exp(2) / (1 + Math.Exp(2) + Math.Exp(1)), best.Score, 1e-5);
        }
    }

    [Fact]
    public void Outputs_without_numbers_give_no_objects()
    {
        foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f])
        {
            foreach (HeadGraph graph in (HeadGraph[])[Table(8400, 7, "o", true, value), Table(25200, 8, "o", false, value), Table(300, 6, "o", false, value)])
            {
                using var backend = new CpuBackend();
                using var detector = new ObjectDetector(Recognize(graph), backend);
                foreach (Detection found in detector.Process(new Frame(new byte[300], 10, 10, PixelFormat.Rgb24)))
                    Assert.True(found.Box.IsFinite && float.IsFinite(found.Score));
            }
        }
    }

    [Fact]
    public void Random_metadata_gives_a_card_or_a_typed_error()
    {
        var random = new Random(5);
        string[] keys = ["names", "task", "imgsz", "args", "kpt_shape", "stride", "end2end", "channels", "description", "author"];
        string[] values = ["{0: 'a'}", "[640, 640]", "[1, 1]", "True", "{'nms': True}", "segment", "pose", "obb", "classify", "[17, 3]",
            "Ultralytics", "((((((((((", "", "-1", "16384", "{'nms': {'nms': True}}"];
        for (int round = 0; round < 60; round++)
        {
            HeadGraph graph = PlantedModels.YoloV8Dynamic(Objects);
            foreach (string key in keys)
                graph.Note(key, values[random.Next(values.Length)]);
            Exception? error = Record.Exception(() => Recognize(graph));
            Assert.True(error is null or VisionException, error?.ToString());
        }
    }

    private static HeadGraph Table(int rows, int numbers, string name, bool columns = false, float value = 0)
    {
        var graph = new HeadGraph(1, 3, 640, 640);
        long[] sizes = columns ? [1, numbers, rows] : [1, rows, numbers];
        return graph.Output(name, graph.Plant(sizes, [.. Enumerable.Repeat(value, rows * numbers)]));
    }

    private static VisionModel Recognize(HeadGraph graph) => VisionModel.Recognize(ModelLoader.Load(graph.ToBytes(), "own.onnx"));
}
