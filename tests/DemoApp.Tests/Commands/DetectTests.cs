using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.DemoApp.Tests.Commands;

public class DetectTests
{
    [Fact]
    public void Json_has_one_object_a_picture_with_the_documented_fields()
    {
        Vision run = Vision.Good("detect", Samples.Astronaut, Samples.Coffee, "--json", "--backend", "cpu");
        Assert.Equal(2, run.Json.Count);
        JsonElement first = run.Json[0];
        Assert.Equal(["source", "frame", "width", "height", "model", "backend", "ms", "detections"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Samples.Astronaut, first.GetProperty("source").GetString());
        Assert.Equal((0, 512, 512), (first.GetProperty("frame").GetInt32(), first.GetProperty("width").GetInt32(), first.GetProperty("height").GetInt32()));
        Assert.Equal(("centernet", "cpu"), (first.GetProperty("model").GetString(), first.GetProperty("backend").GetString()));
        Assert.Equal(["pre", "infer", "post"], first.GetProperty("ms").EnumerateObject().Select(p => p.Name));
        Assert.All(first.GetProperty("ms").EnumerateObject(), p => Assert.True(p.Value.GetDouble() >= 0));
        JsonElement person = first.GetProperty("detections")[0];
        Assert.Equal(["class", "class_id", "score", "box"], person.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("person", 0), (person.GetProperty("class").GetString(), person.GetProperty("class_id").GetInt32()));
        Assert.Equal(4, person.GetProperty("box").GetArrayLength());
    }

    [SkippableFact]
    public void A_model_file_with_a_card_gives_the_recorded_boxes()
    {
        string picture = TestData.Require("images", "dog.png");
        Vision run = Vision.Good("detect", picture, "--model", TestData.Require("models", "yolo_fastest_1.1", "model.onnx"),
            "--card", Samples.Card("yolo_fastest_1.1"), "--json");
        JsonElement recorded = GoldenModel.Recording("yolo_fastest_1.1", "dog").Decoded, found = run.Json[0].GetProperty("detections");
        Assert.Equal(recorded.EnumerateArray().Select(d => d.GetProperty("label").GetString()),
            found.EnumerateArray().Select(d => d.GetProperty("class").GetString()));
        foreach ((JsonElement expected, JsonElement actual) in recorded.EnumerateArray().Zip(found.EnumerateArray()))
        {
            for (int i = 0; i < 4; i++)
                Assert.Equal(expected.GetProperty("box_xyxy_px")[i].GetDouble(), actual.GetProperty("box")[i].GetDouble(), 0.02);
        }
    }

    [Fact]
    public void Faces_are_found_where_they_are()
    {
        Vision run = Vision.Good("detect", Samples.Astronaut, "--model", "tiny_face_detector", "--json");
        JsonElement face = Assert.Single(run.Json[0].GetProperty("detections").EnumerateArray());
        double[] box = [.. face.GetProperty("box").EnumerateArray().Select(e => e.GetDouble())];
        // The face in the picture, seen by eye: about 168..278 across, 75..190 down.
        Assert.InRange((box[0] + box[2]) / 2, 205, 240);
        Assert.InRange((box[1] + box[3]) / 2, 115, 150);
        Assert.InRange(box[2] - box[0], 80, 140);
    }

    [Fact]
    public void Thresholds_and_classes_narrow_the_result()
    {
        string[] all = Classes();
        Assert.True(all.Length > 1);
        Assert.Single(Classes("--max-det", "1"));
        Assert.Empty(Classes("--conf", "0.99"));
        Assert.True(Classes("--conf", "0.1").Length > all.Length);
        Assert.Equal(["cup"], Classes("--classes", "cup"));
        Assert.Equal(["cup"], Classes("--classes", "person, 41"));
        Assert.True(Classes("--conf", "0.05", "--iou", "1").Length > Classes("--conf", "0.05", "--iou", "0").Length);

        static string[] Classes(params string[] more) => [.. Vision.Good(["detect", Samples.Coffee, "--json", .. more]).Json[0]
            .GetProperty("detections").EnumerateArray().Select(d => d.GetProperty("class").GetString()!)];
    }

    [Fact]
    public void Folders_and_globs_stand_for_their_pictures_in_order()
    {
        using var folder = new TempFolder();
        byte[] png = File.ReadAllBytes(Samples.Coffee), jpg = File.ReadAllBytes(Samples.Rocket);
        folder.Write("b.png", png);
        folder.Write("a.JPG", jpg);
        folder.Write("notes.txt", [1]);
        folder.Write("deep/er/c.png", png);
        Assert.Equal(["a.JPG", "b.png"], Sources(folder.Path));
        Assert.Equal(["b.png"], Sources(folder["*.png"]));
        Assert.Equal(["b.png", "c.png"], Sources(folder["**/*.png"]));
        Assert.Equal(["c.png"], Sources(folder["d??p/*/c.p*"]));
        Assert.Equal(["c.png", "a.JPG", "b.png"], Sources(folder["deep/er/c.png"], folder.Path));

        static string[] Sources(params string[] sources) =>
            [.. SourceList.Expand(sources).Select(s => Path.GetFileName(s.Target)!)];
    }

    [Fact]
    public void Save_writes_the_picture_with_its_boxes()
    {
        using var folder = new TempFolder();
        Vision.Good("detect", Samples.Coffee, Samples.Coffee, "--save", folder["new/results"]);
        Assert.Equal(["coffee-2.png", "coffee.png"], Directory.GetFiles(folder["new/results"]).Select(f => Path.GetFileName(f)!).Order());
        Picture before = Picture.Load(Samples.Coffee), after = Picture.Load(folder["new/results/coffee.png"]);
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        int changed = Enumerable.Range(0, before.Rgba.Length / 4).Count(i => before.Rgba[4 * i] != after.Rgba[4 * i]);
        Assert.InRange(changed, 1000, before.Rgba.Length / 4 / 5);
    }

    [Fact]
    public void A_damaged_picture_among_others_is_noted_and_passed_over()
    {
        using var folder = new TempFolder();
        folder.Write("a.png", File.ReadAllBytes(Samples.Coffee));
        folder.Write("b.png", "not a picture"u8.ToArray());
        folder.Write("c.png", File.ReadAllBytes(Samples.Coffee));
        Vision run = Vision.Run("detect", folder.Path, "--json", "--model", "tiny_face_detector");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Json.Count);
        Assert.Contains("b.png", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void People_get_a_table()
    {
        Vision run = Vision.Good("detect", Samples.Astronaut);
        Assert.Contains("person", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("{", run.Out, StringComparison.Ordinal);
    }
}
