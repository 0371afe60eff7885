using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cards;

public sealed class ModelCardTests : IDisposable
{
    private const string Whole = """
        {
          // comments and trailing commas are allowed
          "$schema": "https://example.invalid/card",
          "name": "Everything",
          "task": "detect",
          "input": {
            "name": "image", "width": 640, "height": 480, "channels": "bgr", "resize": "letterbox-center",
            "coordinates": "asymmetric", "pad": 114, "mean": [1, 2.5, 3], "scale": 0.5,
          },
          "decoder": {
            "type": "yolov3", "outputs": ["a", "b"], "anchors": [[[10, 13], [16, 30]], [[33, 23]]], "scale_x_y": [1.05, 1.2],
            "conf": 0.4, "iou": 0.6, "max_det": 7, "agnostic_nms": true
          },
          "labels": ["cat", "dog"],
          "source": "here",
          "licence": "MIT"
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_field_is_read()
    {
        ModelCard card = Load(Whole);
        Assert.Equal(("Everything", VisionTask.Detect, "image", "here", "MIT"), (card.Name, card.Task, card.InputName, card.Source, card.Licence));
        Assert.Equal((640, 480, ChannelOrder.Bgr), (card.Input.Width, card.Input.Height, card.Input.Channels));
        Assert.Equal((ResizeMode.LetterboxCenter, PixelCoordinates.Asymmetric), (card.Input.Resize, card.Input.Coordinates));
        Assert.Equal(114, card.Input.PadValue);
        Assert.Equal([1, 2.5f, 3], card.Input.Mean.ToArray());
        Assert.Equal([0.5f], card.Input.Scale.ToArray());
        var decoder = Assert.IsType<YoloV3Decoder>(card.Decoder);
        Assert.Equal(["a", "b"], decoder.Outputs.ToArray());
        Assert.Equal([new Anchor(10, 13), new Anchor(16, 30)], decoder.Anchors[0].ToArray());
        Assert.Equal([1.05f, 1.2f], decoder.ScaleXY.ToArray());
        Assert.Equal((0.4f, 0.6f, 7, true), (card.Options.Conf, card.Options.Iou, card.Options.MaxDet, card.Options.ClassAgnostic));
        Assert.Equal(["cat", "dog"], card.Labels.ToArray());
        Assert.Equal(("dog", "class 2", "class -1"), (card.LabelOf(1), card.LabelOf(2), card.LabelOf(-1)));
    }

    [Fact]
    public void What_is_left_out_has_its_documented_default()
    {
        ModelCard card = Load("""{ "task": "classify", "input": { "width": 8, "height": 9 }, "decoder": { "type": "classification" } }""");
        Assert.Equal("net", card.Name);
        Assert.Equal((ChannelOrder.Rgb, ResizeMode.Stretch, PixelCoordinates.HalfPixel), (card.Input.Channels, card.Input.Resize, card.Input.Coordinates));
        Assert.Equal((0f, 1f, 0f), (card.Input.MeanOf(2), card.Input.ScaleOf(2), card.Input.PadValue));
        Assert.Empty(card.Labels);
        Assert.Empty(card.Decoder.Outputs);
    }

    [Theory]
    [InlineData("""{ "type": "yolov1", "grid": 7, "boxes": 2, "classes": 20, "layout": "planes", "square_root_size": false }""", typeof(YoloV1Decoder))]
    [InlineData("""{ "type": "yolov2", "anchors": [[1, 2]] }""", typeof(YoloV2Decoder))]
    [InlineData("""{ "type": "yolov3", "anchors": [[[1, 2]]] }""", typeof(YoloV3Decoder))]
    [InlineData("""{ "type": "centernet", "boxes": "size-and-offset", "sigmoid": true, "top": 5 }""", typeof(CenterNetDecoder))]
    [InlineData("""{ "type": "yolov5", "layout": "columns", "boxes": "corners", "normalized": true, "extra": 3, "multi_label": true }""", typeof(YoloDecoder))]
    [InlineData("""{ "type": "yolov8" }""", typeof(YoloDecoder))]
    [InlineData("""{ "type": "yolox", "strides": [8, 16] }""", typeof(YoloDecoder))]
    [InlineData("""{ "type": "yolov5-grid", "anchors": [[[1, 2]], [[3, 4]]] }""", typeof(YoloV5GridDecoder))]
    [InlineData("""{ "type": "nanodet", "strides": [8, 16, 32], "reg_max": 10, "offset": 0.5 }""", typeof(NanoDetDecoder))]
    [InlineData("""
        { "type": "ssd", "anchors": { "strides": [8, 16], "aspect_ratios": [1, 2], "fixed_size": true }, "scale": [10, 10, 5, 5],
          "exponential": true, "y_first": true, "scores": "softmax", "background": true, "parts": 2 }
        """, typeof(SsdDecoder))]
    [InlineData("""{ "type": "end-to-end", "normalized": true }""", typeof(EndToEndDecoder))]
    public void Every_detector_is_known(string decoder, Type type) => Assert.IsType(type, Load(Detect(decoder)).Decoder);

    [Theory]
    [InlineData("""{ "type": "yolox", "strides": [8, 0] }""", "'decoder.strides'", "from 1 to 1024", "[8, 0]")]
    [InlineData("""{ "type": "yolov8", "strides": [8] }""", "unknown field 'decoder.strides'", "extra")]
    [InlineData("""{ "type": "yolov8", "boxes": "edges" }""", "'decoder.boxes'", "\"corners\"", "\"edges\"")]
    [InlineData("""{ "type": "ssd", "anchors": { "strides": [8], "aspect_ratios": [0] } }""", "'decoder.anchors.aspect_ratios'", "positive")]
    [InlineData("""{ "type": "ssd", "anchors": { "sizes": 1, "strides": [8] } }""", "unknown field 'decoder.anchors.sizes'")]
    [InlineData("""{ "type": "ssd", "scale": [1, 2] }""", "'decoder.scale'", "4 numbers")]
    [InlineData("""{ "type": "ssd", "scale": -1 }""", "'decoder.scale'", "positive")]
    [InlineData("""{ "type": "nanodet", "reg_max": 0 }""", "'decoder.reg_max'", "from 1 to")]
    public void A_wrong_field_of_a_decoder_is_named(string decoder, params string[] parts) => Refuses(Detect(decoder), parts);

    [Fact]
    public void Finished_objects_are_not_suppressed_once_more()
    {
        Assert.Equal(1, Load(Detect("""{ "type": "end-to-end" }""")).Options.Iou);
        Assert.Equal(0.6f, Load(Detect("""{ "type": "end-to-end", "iou": 0.6 }""")).Options.Iou);
        Assert.Equal(0.45f, Load(Detect("""{ "type": "yolov8" }""")).Options.Iou);
    }

    [Fact]
    public void Labels_may_be_the_lines_of_a_file_beside_the_card()
    {
        File.WriteAllText(Path.Combine(_folder, "names.txt"), "cat\r\ndog, domestic\n");
        Assert.Equal(["cat", "dog, domestic"], Load(Detect("""{ "type": "centernet" }""", "\"names.txt\"")).Labels.ToArray());
        Refuses(Detect("""{ "type": "centernet" }""", "\"../names.txt\""), "'labels'", "own folder");
        Refuses(Detect("""{ "type": "centernet" }""", "\"/etc/hostname\""), "'labels'", "own folder");
        Refuses(Detect("""{ "type": "centernet" }""", "\"none.txt\""), "none.txt", "list of labels");
    }

    [Theory]
    [InlineData("\"task\": \"detect\"", "\"task\": \"spot\"", "'task'", "\"classify\"", "\"spot\"")]
    [InlineData("\"task\": \"detect\",", "", "'task'", "missing")]
    [InlineData("\"task\": \"detect\"", "\"task\": \"detect\", \"taks\": 1", "unknown field 'taks'", "licence")]
    [InlineData("\"width\": 640", "\"width\": 0", "'input.width'", "from 1 to 16384")]
    [InlineData("\"width\": 640", "\"width\": 64.5", "'input.width'", "whole number")]
    [InlineData("\"width\": 640", "\"width\": 640, \"depth\": 3", "unknown field 'input.depth'", "resize")]
    [InlineData("\"bgr\"", "\"BGR\"", "'input.channels'", "\"bgr\"")]
    [InlineData("\"letterbox-center\"", "\"letterbox\"", "'input.resize'", "\"pad-top-left\"")]
    [InlineData("\"asymmetric\"", "7", "'input.coordinates'", "\"half-pixel\"", "7")]
    [InlineData("\"pad\": 114", "\"pad\": 256", "'input.pad'", "from 0 to 255")]
    [InlineData("[1, 2.5, 3]", "[1, 2.5]", "'input.mean'", "3 numbers")]
    [InlineData("[1, 2.5, 3]", "[1, 2.5, 1e60]", "'input.mean'", "1e60")]
    [InlineData("\"scale\": 0.5", "\"scale\": 0.5, \"std\": 2", "'input.std'", "one of the two")]
    [InlineData("\"scale\": 0.5", "\"std\": 0", "'input.std'", "positive")]
    [InlineData("\"yolov3\"", "\"yolov9\"", "'decoder.type'", "\"centernet\"")]
    [InlineData("\"yolov3\"", "\"classification\"", "'decoder.type'", "\"yolov2\"")]
    [InlineData("[\"a\", \"b\"]", "[\"a\"]", "'decoder.outputs'", "2 outputs")]
    [InlineData("[\"a\", \"b\"]", "[1, 2]", "'decoder.outputs'", "texts")]
    [InlineData("[[33, 23]]", "[[33, -23]]", "'decoder.anchors'", "positive")]
    [InlineData("[[33, 23]]", "[33, 23]", "'decoder.anchors'", "[width, height]")]
    [InlineData("[1.05, 1.2]", "[1, 1, 1]", "'decoder.scale_x_y'", "2 numbers")]
    [InlineData("\"conf\": 0.4", "\"conf\": 1.4", "'decoder.conf'", "from 0 to 1")]
    [InlineData("\"max_det\": 7", "\"max_det\": 0", "'decoder.max_det'", "from 1 to")]
    [InlineData("\"agnostic_nms\": true", "\"agnostic_nms\": \"yes\"", "'decoder.agnostic_nms'", "true or false")]
    [InlineData("\"agnostic_nms\": true", "\"grid\": 7", "unknown field 'decoder.grid'", "anchors")]
    [InlineData("[\"cat\", \"dog\"]", "7", "'labels'", "array of texts")]
    [InlineData("\"name\": \"Everything\"", "\"name\": \"a\", \"name\": \"b\"", "'name'", "twice")]
    [InlineData("\"licence\": \"MIT\"", "\"licence\": null", "'licence'", "a text")]
    public void A_wrong_field_is_named_with_what_is_allowed(string good, string bad, params string[] parts)
    {
        Assert.Contains(good, Whole, StringComparison.Ordinal);
        Refuses(Whole.Replace(good, bad, StringComparison.Ordinal), parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{ \"task\": ")]
    [InlineData("{ \"input\": 7, \"task\": \"detect\" }")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_not_a_card_is_refused(string text) => Refuses(text);

    [Fact]
    public void A_card_that_is_not_there_is_named()
    {
        string path = Path.Combine(_folder, "none.vision.json");
        Assert.Contains(path, Assert.Throws<ModelFormatException>(() => ModelCard.Load(path)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFormatException>(() => ModelCard.Load(_folder));
    }

    [Fact]
    public void Damaged_cards_give_an_error_or_a_card()
    {
        var random = new Random(8);
        for (int round = 0; round < 1000; round++)
        {
            char[] text = Whole.ToCharArray();
            for (int i = random.Next(1, 4); i > 0; i--)
                text[random.Next(text.Length)] = "{}[]\",:0-e\\x"[random.Next(12)];
            Exception? error = Record.Exception(() => Load(new string(text)));
            Assert.True(error is null or ModelFormatException, error?.ToString());
        }
    }

    [Fact]
    public void A_card_for_embedding_says_what_is_described_and_what_is_the_same()
    {
        static string Embed(string decoder) => $$"""{ "task": "embed", "input": { "width": 8, "height": 8 }, "decoder": { "type": "embedding"{{decoder}} } }""";
        var decoder = (EmbeddingDecoder)Load(Embed(", \"detector\": \"faces\", \"margin\": -0.1, \"threshold\": 0.6")).Decoder;
        Assert.Equal(("faces", -0.1f, 0.6f), (decoder.Detector, decoder.Margin, decoder.Threshold));
        decoder = (EmbeddingDecoder)Load(Embed("")).Decoder;
        Assert.Equal((null, 0, null), (decoder.Detector, decoder.Margin, decoder.Threshold));
        Refuses(Embed(", \"margin\": -0.5"), "decoder.margin", "-0.45 to 4");
        Refuses(Embed(", \"threshold\": -1"), "decoder.threshold");
        Refuses(Embed(", \"detector\": 3"), "decoder.detector");
    }

    [Theory]
    [InlineData("centernet")]
    [InlineData("face_expression")]
    [InlineData("selfie")]
    [InlineData("tiny_face_detector")]
    public void Models_that_ship_load_with_their_cards(string name)
    {
        VisionModel model = VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
        Assert.NotEmpty(model.Card.Labels);
        Assert.NotNull(model.Card.Source);
        Assert.NotNull(model.Card.Licence);
        Assert.All(model.Card.Decoder.Outputs, output => Assert.Contains(output, model.Model.Outputs));
    }

    private static string Detect(string decoder, string labels = "[\"a\"]") =>
        $$"""{ "task": "detect", "input": { "width": 8, "height": 8 }, "decoder": {{decoder}}, "labels": {{labels}} }""";

    private void Refuses(string text, params string[] parts)
    {
        var error = Assert.Throws<ModelFormatException>(() => Load(text));
        Assert.Contains("net.vision.json", error.Message, StringComparison.Ordinal);
        foreach (string part in parts)
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private ModelCard Load(string text)
    {
        string path = Path.Combine(_folder, "net.vision.json");
        File.WriteAllText(path, text);
        return ModelCard.Load(path);
    }
}
