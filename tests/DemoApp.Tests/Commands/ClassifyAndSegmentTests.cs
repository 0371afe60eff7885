using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public class ClassifyAndSegmentTests
{
    [SkippableFact]
    public void Classify_gives_the_best_classes_first()
    {
        Vision run = Vision.Good("classify", TestData.Require("images", "face2.png"), "--json", "--top", "3");
        JsonElement report = Assert.Single(run.Json);
        Assert.Equal(["source", "frame", "width", "height", "model", "backend", "ms", "top"], report.EnumerateObject().Select(p => p.Name));
        JsonElement[] top = [.. report.GetProperty("top").EnumerateArray()];
        Assert.Equal(3, top.Length);
        Assert.Equal(["class", "class_id", "score"], top[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(("happy", 1), (top[0].GetProperty("class").GetString(), top[0].GetProperty("class_id").GetInt32()));
        Assert.Equal(0.9601, top[0].GetProperty("score").GetDouble(), 1e-3);
    }

    [SkippableFact]
    public void Classify_takes_any_model_with_a_card()
    {
        Vision run = Vision.Good("classify", TestData.Require("images", "in_goldfish.png"), "--json",
            "--model", TestData.Require("models", "squeezenet1.1", "model.onnx"), "--card", Samples.Card("squeezenet1.1"));
        Assert.Equal(1, run.Json[0].GetProperty("top")[0].GetProperty("class_id").GetInt32());
    }

    [Fact]
    public void Segment_writes_a_mask_of_the_size_of_the_picture()
    {
        using var folder = new TempFolder();
        JsonElement report = Assert.Single(Vision.Good("segment", Samples.Astronaut, "--json", "--save", folder.Path).Json);
        Assert.Equal(["source", "frame", "width", "height", "model", "backend", "ms", "mask", "classes"], report.EnumerateObject().Select(p => p.Name));
        Picture mask = Picture.Load(report.GetProperty("mask").GetString()!);
        Assert.Equal((512, 512), (mask.Width, mask.Height));
        // The face is person, the flag at the left top is not.
        Assert.True(mask.Rgba[4 * ((130 * 512) + 220)] > 200);
        Assert.True(mask.Rgba[4 * ((50 * 512) + 20)] < 50);
        Assert.True(File.Exists(folder["astronaut.png"]));
        double share = report.GetProperty("classes")[0].GetProperty("share").GetDouble();
        Assert.Equal(mask.Rgba.Where((v, i) => i % 4 == 0 && v >= 128).Count() / (512.0 * 512), share, 1e-5);
    }

    [Fact]
    public void Segment_without_a_folder_writes_nothing()
    {
        JsonElement report = Assert.Single(Vision.Good("segment", Samples.Astronaut, "--json").Json);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("mask").ValueKind);
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("segment")]
    public void People_get_a_table(string command)
    {
        using var folder = new TempFolder();
        Vision run = Vision.Good(command, Samples.Astronaut, "--save", folder.Path);
        Assert.Contains("astronaut.png", run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["astronaut.png"]));
    }
}
