using System.Text.Json;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Commands;

public class DemoAndInfoTests
{
    [Fact]
    public void The_demo_writes_annotated_pictures_and_says_where()
    {
        using var folder = new TempFolder();
        Vision run = Vision.Good("--out", folder["out"]);
        Assert.Contains(folder["out"], run.Out, StringComparison.Ordinal);
        foreach (string name in (string[])["astronaut", "chelsea", "coffee", "rocket"])
        {
            string source = Directory.GetFiles(Samples.Pictures, name + ".*").Single();
            Picture before = Picture.Load(source), after = Picture.Load(folder[$"out/{name}.png"]);
            Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
            Assert.NotEqual(before.Rgba, after.Rgba);
        }
    }

    [Fact]
    public void The_demo_as_json_names_objects_faces_and_expressions()
    {
        using var folder = new TempFolder();
        Vision run = Vision.Good("demo", "--json", "--out", folder.Path, "--backend", "cpu");
        Assert.Equal(4, run.Json.Count);
        JsonElement astronaut = run.Json[0];
        Assert.Equal("person", astronaut.GetProperty("objects")[0].GetProperty("class").GetString());
        JsonElement face = Assert.Single(astronaut.GetProperty("faces").EnumerateArray());
        Assert.Equal("happy", face.GetProperty("expression").GetString());
        Assert.All(run.Json.SelectMany(j => j.GetProperty("written").EnumerateArray()), f => Assert.True(File.Exists(f.GetString())));
    }

    [Fact]
    public void Info_says_what_auto_chooses_and_why()
    {
        JsonElement info = Assert.Single(Vision.Good("info", "--json").Json);
        Assert.Equal(["version", "cpu", "gpu", "gpu_missing", "auto", "reason", "models"], info.EnumerateObject().Select(p => p.Name));
        Assert.Contains(info.GetProperty("auto").GetString(), (string[])["gpu", "cpu"]);
        bool hasDriver = info.GetProperty("gpu").ValueKind == JsonValueKind.Object;
        Assert.Equal(hasDriver, info.GetProperty("gpu_missing").ValueKind == JsonValueKind.Null);
        Assert.Equal("gpu", hasDriver && info.GetProperty("gpu").GetProperty("hardware").GetBoolean() ? info.GetProperty("auto").GetString() : "gpu");
        Assert.NotEmpty(info.GetProperty("reason").GetString()!);
        Assert.Contains("centernet", info.GetProperty("models").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains("backend auto", Vision.Good("info").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("demo")]
    [InlineData("detect")]
    [InlineData("classify")]
    [InlineData("segment")]
    [InlineData("run")]
    [InlineData("compare")]
    [InlineData("inspect")]
    [InlineData("info")]
    [InlineData("embed")]
    [InlineData("nearest")]
    [InlineData("filter")]
    [InlineData("find")]
    [InlineData("activations")]
    [InlineData("filters")]
    [InlineData("check")]
    [InlineData("export")]
    public void Every_command_explains_itself(params string[] command)
    {
        Vision run = Vision.Good([.. command, "--help"]);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Contains("--json", run.Out, StringComparison.Ordinal);
        // A default that has no text of its own shows itself as a record or by its type.
        Assert.DoesNotMatch(@"\[default: [^\]]*(\{|VisionPlugin|System\.)", run.Out);
    }
}
