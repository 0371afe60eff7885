using System.Text.Json;
using VisionPlugin.Decoding;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.DemoApp.Tests.Commands;

/// <summary>Networks of one's own from the command line: no card, a written card, a short card, a wrong one.</summary>
public sealed class OwnModelTests : IDisposable
{
    // coffee.png is 600 x 400; in 320 x 320 with a border it is scaled by 8 / 15 to 320 x 213, 53 rows from the top.
    private static readonly Box Expected = new(150, 75, 300, 225);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bare_YOLO_finds_what_is_planted_and_says_what_it_was_taken_for()
    {
        string model = Write(PlantedModels.YoloV8(Objects(53)));
        Vision run = Vision.Run("detect", Samples.Coffee, "--model", model, "--backend", "cpu", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("own is recognised as yolov8: output0 [1, 7, 2100] has 2100 cells of 8, 16, 32 pixels in 320 x 320", run.Error, StringComparison.Ordinal);
        JsonElement[] found = [.. run.Json[0].GetProperty("detections").EnumerateArray()];
        Assert.Equal(["person", "bicycle"], found.Select(d => d.GetProperty("class").GetString()!).Order().Reverse());
        AssertNear(Expected, found.Single(d => d.GetProperty("class").GetString() == "person"));
        Assert.Equal(3, Vision.Run("detect", Samples.Coffee, "--model", model, "--backend", "cpu", "--json", "--iou", "1")
            .Json[0].GetProperty("detections").GetArrayLength());
    }

    [Fact]
    public void A_written_card_is_found_beside_the_model_and_may_be_edited()
    {
        string model = Write(PlantedModels.YoloX(Objects(0)));
        string card = Path.ChangeExtension(model, ".vision.json");
        Assert.StartsWith("// Written by VisionPlugin, which took the model for yolox", Vision.Good("card", model).Out, StringComparison.Ordinal);
        Assert.Contains(card, Vision.Good("card", model, "--out", card).Out, StringComparison.Ordinal);
        Vision.Bad(["card", model, "--out", card], "--force");
        Vision.Good("card", model, "--out", card, "--force");
        File.WriteAllText(card, File.ReadAllText(card).Replace("\"conf\": 0.3", "\"conf\": 0.75", StringComparison.Ordinal));
        JsonElement found = Assert.Single(Vision.Good("detect", Samples.Coffee, "--model", model, "--backend", "cpu", "--json")
            .Json[0].GetProperty("detections").EnumerateArray());
        AssertNear(Expected, found);
    }

    [Fact]
    public void A_short_card_names_classes_and_a_wrong_one_shows_shapes_and_what_to_do()
    {
        string model = Write(PlantedModels.YoloX(Objects(0)));
        string card = _folder.Write("short.json", """{ "labels": ["cup", "spoon", "plate"] }"""u8.ToArray());
        Vision run = Vision.Run("detect", Samples.Coffee, "--model", model, "--card", card, "--backend", "cpu", "--json");
        Assert.Contains("\"cup\"", run.Out, StringComparison.Ordinal);
        Vision.Bad(["detect", Samples.Coffee, "--model", model, "--card", _folder.Write("two.json", """{ "labels": ["a", "b"] }"""u8.ToArray())],
            "3 classes", "2 labels", "output [1, 2100, 8]");
        Vision.Bad(["detect", Samples.Coffee, "--model", model, "--backend", "cpu", "--card", _folder.Write("wrong.json", """
            { "task": "detect", "input": { "width": 320, "height": 320 }, "decoder": { "type": "yolov8" }, "labels": ["a", "b"] }
            """u8.ToArray())], "[1, 6 = 4 + 2 classes, N]", "[1, 2100, 8]", "recognised as yolox", "Leave the card out");
    }

    [Fact]
    public void Inspect_says_what_a_bare_model_is_taken_for()
    {
        string model = Write(PlantedModels.NanoDetPlus([]));
        Assert.Contains("recognised as nanodet: ", Vision.Good("inspect", model).Out, StringComparison.Ordinal);
        Assert.Contains("3 + 4 x 8 numbers", Vision.Good("inspect", model, "--json").Json[0].GetProperty("recognized").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Vision.Good("inspect", "centernet", "--json").Json[0].GetProperty("recognized").ValueKind);
        Vision.Bad(["card", Samples.Model("centernet")], "no family", "keypoints [1, 80, 128, 128]");
    }

    private static PlantedObject[] Objects(int top)
    {
        const float scale = 320f / 600;
        Box Map(Box b) => new(b.X1 * scale, (b.Y1 * scale) + top, b.X2 * scale, (b.Y2 * scale) + top);
        return [new(0, 0.9f, Map(Expected)), new(1, 0.5f, Map(new Box(400, 100, 560, 300))), new(0, 0.6f, Map(new Box(154, 79, 304, 229)))];
    }

    private string Write(HeadGraph graph) => _folder.Write("own.onnx", graph.ToBytes());

    private static void AssertNear(Box expected, JsonElement found)
    {
        float[] box = [.. found.GetProperty("box").EnumerateArray().Select(e => e.GetSingle())];
        Assert.Equal([expected.X1, expected.Y1, expected.X2, expected.Y2], box, (a, b) => Math.Abs(a - b) < 0.5f);
    }
}
