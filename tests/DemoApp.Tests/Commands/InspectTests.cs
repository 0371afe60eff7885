using System.Text.Json;
using System.Xml.Linq;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class InspectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Programs_read_all_that_is_known_of_a_layer()
    {
        JsonElement report = Assert.Single(Vision.Good("inspect", "zoo:lenet5", "--json").Json);
        JsonElement[] layers = [.. report.GetProperty("graph").EnumerateArray()];
        JsonElement conv = layers[0];
        Assert.Equal(
            [
                "name", "operator", "title", "kind", "merged", "inputs", "shape", "sizes", "receptive_field", "parameters", "parameter_share", "macs",
                "mac_share", "fully_connected",
            ],
            conv.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("c1", "Conv", "Conv 5x5", "convolution"), (Text(conv, "name"), Text(conv, "operator"), Text(conv, "title"), Text(conv, "kind")));
        Assert.All(conv.GetProperty("sizes").EnumerateArray(), s => Assert.Equal("floor((32 + 0 + 0 - 1*(5-1) - 1)/1 + 1) = 28", s.GetString()));
        Assert.Equal([5, 5], Numbers(conv.GetProperty("receptive_field").GetProperty("size")));
        Assert.Equal([1, 1], Numbers(conv.GetProperty("receptive_field").GetProperty("stride")));
        Assert.Equal([2, 2], Numbers(conv.GetProperty("receptive_field").GetProperty("offset")));
        Assert.Equal((156, 117_600), (conv.GetProperty("parameters").GetInt64(), conv.GetProperty("macs").GetInt64()));
        Assert.Equal(156 / 61_706.0, conv.GetProperty("parameter_share").GetDouble());
        Assert.Equal(4704L * 1024, conv.GetProperty("fully_connected").GetProperty("macs").GetInt64());
        JsonElement dense = layers.Single(l => Text(l, "name") == "f6");
        Assert.True(dense.GetProperty("receptive_field").GetProperty("all").GetBoolean());
        Assert.Equal(JsonValueKind.Null, dense.GetProperty("fully_connected").ValueKind);
        Assert.Equal(61_706, layers.Sum(l => l.GetProperty("parameters").GetInt64()));
        JsonElement run = report.GetProperty("optimized").GetProperty("graph")[0];
        Assert.Equal(["Tanh"], run.GetProperty("merged").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public void People_see_sizes_fields_and_shares()
    {
        string text = Vision.Good("inspect", "zoo:lenet5").Out;
        foreach (string part in new[]
            { "14x14 /2 +6.5", "floor((14 + 0 + 0 - 1*(5-1) - 1)/1 + 1) = 10", "48.1 k", "78.0", "61,706", "as loaded" })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.Contains("tanh1", text, StringComparison.Ordinal);
        string run = Vision.Good("inspect", "zoo:lenet5", "--graph", "as-run").Out;
        Assert.Contains("Conv 5x5 + Tanh", run, StringComparison.Ordinal);
        Assert.All((text + run).Split('\n'), line => Assert.True(line.Length <= 140, line));
    }

    [Fact]
    public void The_tables_of_the_page_are_what_is_printed()
    {
        string[] shown = [.. File.ReadAllText(Path.Combine(TestData.Repository, "docs", "inspect.md")).Split("```text\n").Skip(1)
            .SelectMany(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        string[] printed = [.. Vision.Good("inspect", "zoo:lenet5").Out.Split('\n').Select(l => l.TrimEnd())];
        Assert.True(shown.Length > 12);
        Assert.All(shown, line => Assert.Contains(line, printed));
    }

    [Fact]
    public void Drawings_are_files_of_the_graph_that_is_asked_for()
    {
        string svg = _folder[Path.Combine("new", "net.svg")], dot = _folder["net.dot"];
        string text = Vision.Good("inspect", "zoo:lenet5", "--svg", svg, "--dot", dot).Out;
        Assert.Contains($"wrote {svg}", text, StringComparison.Ordinal);
        Assert.Contains($"wrote {dot}", text, StringComparison.Ordinal);
        Assert.Contains("tanh1", File.ReadAllText(dot), StringComparison.Ordinal);
        Assert.Contains(XDocument.Load(svg).Descendants(), e => e.Value == "tanh1");
        // Programs read nothing but the report.
        Assert.Single(Vision.Good("inspect", "zoo:lenet5", "--graph", "as-run", "--svg", svg, "--json").Json);
        XElement[] drawn = [.. XDocument.Load(svg).Descendants()];
        Assert.DoesNotContain(drawn, e => e.Value == "tanh1");
        Assert.Contains(drawn, e => e.Value == "+ Tanh");
        Assert.Equal(["net.svg"], Directory.GetFiles(Path.GetDirectoryName(svg)!).Select(Path.GetFileName));
    }

    [Fact]
    public void What_cannot_be_written_or_chosen_is_refused()
    {
        Directory.CreateDirectory(_folder["folder.svg"]);
        Vision.Bad(["inspect", "zoo:lenet5", "--svg", _folder["folder.svg"]], "folder.svg");
        Vision.Bad(["inspect", "zoo:lenet5", "--graph", "both"], "both");
    }

    [Fact]
    public void A_network_with_unknown_operators_is_reported_and_not_drawn()
    {
        RecordedFolder.Write(_folder["test"], "Unheard", [1], [1]);
        string svg = _folder["net.svg"];
        Vision run = Vision.Run("inspect", _folder[Path.Combine("test", "model.onnx")], "--svg", svg);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("(Unheard): operator is not known", run.Out, StringComparison.Ordinal);
        Assert.Contains("net.svg is not written", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(svg));
    }

    [Fact]
    public void Sizes_that_the_model_leaves_open_come_from_the_command_line()
    {
        string[] args = ["inspect", "zoo:fcn-vgg16", "--json"];
        JsonElement[] small = Layers([.. args, "--shape", "input=2x3x64x96"]), large = Layers([.. args, "--shape", "input=1x3x128x128"]);
        Assert.Equal([2, 64, 64, 96], small[0].GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()));
        Assert.Equal([1, 64, 128, 128], large[0].GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()));
        // What an element sees and how many weights there are does not depend on it.
        Assert.Equal(small.Select(l => l.GetProperty("receptive_field").GetRawText()), large.Select(l => l.GetProperty("receptive_field").GetRawText()));
        Assert.Equal(small.Select(l => l.GetProperty("parameters").GetInt64()), large.Select(l => l.GetProperty("parameters").GetInt64()));

        static JsonElement[] Layers(string[] args) => [.. Vision.Good(args).Json[0].GetProperty("graph").EnumerateArray()];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];
}
