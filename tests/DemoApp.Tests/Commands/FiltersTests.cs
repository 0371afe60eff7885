using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class FiltersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_convolution_becomes_a_picture_and_a_line()
    {
        IReadOnlyList<JsonElement> lines = Vision.Good("filters", "selfie", "--out", _folder["all"], "--json").Json;
        Assert.Equal(Directory.GetFiles(_folder["all"]).Length, lines.Count);
        Assert.Equal("rgb", lines[0].GetProperty("drawn").GetString());
        Assert.All(lines.Skip(1), l => Assert.NotEqual("rgb", l.GetProperty("drawn").GetString()));
        Assert.Contains(lines, l => l.GetProperty("operator").GetString() == "ConvTranspose");
        Assert.Contains(lines, l => l.GetProperty("drawn").GetString() == "tiles" && l.GetProperty("groups").GetInt32() > 1);
        JsonElement table = lines.First(l => l.GetProperty("drawn").GetString() == "table");
        Assert.Equal(table.GetProperty("shape")[0].GetInt32(), table.GetProperty("outputs").GetInt32());
    }

    [Fact]
    public void One_layer_becomes_a_file_in_the_colours_of_its_kernels()
    {
        // Red without blue; only green, half as strong.
        string model = Networks.Write(_folder, 3, 8, ("first", new Tensor<float>([2, 3, 1, 1], [1, 0, -1, 0, 0.5f, 0])));
        string file = _folder["first.png"];
        Vision.Good("filters", model, "--layer", "first", "--out", file);
        Picture own = Picture.Load(file);
        Assert.Equal((72 * 72, 72 * 72), (Count(own, 255, 128, 0), Count(own, 128, 255, 128)));
        Vision.Good("filters", model, "--layer", "first", "--out", file, "--range", "layer");
        Picture shared = Picture.Load(file);
        Assert.Equal((72 * 72, 72 * 72), (Count(shared, 255, 128, 0), Count(shared, 128, 191, 128)));
    }

    [Fact]
    public void The_limit_holds_for_outputs_and_inputs()
    {
        string[] common = ["filters", "zoo:alexnet", "--layer", "conv2", "--out", _folder["l"], "--json", "--limit"];
        JsonElement line = Vision.Good([.. common, "100"]).Json[0];
        Assert.Equal((10, 10), (line.GetProperty("outputs").GetInt32(), line.GetProperty("inputs").GetInt32()));
        line = Vision.Good([.. common, "10000"]).Json[0];
        Assert.Equal((208, 48), (line.GetProperty("outputs").GetInt32(), line.GetProperty("inputs").GetInt32()));
        line = Vision.Good([.. common, "1"]).Json[0];
        Assert.Equal((1, 1, 2), (line.GetProperty("outputs").GetInt32(), line.GetProperty("inputs").GetInt32(), line.GetProperty("groups").GetInt32()));
    }

    [Fact]
    public void Sequences_and_transposed_convolutions_are_drawn_too()
    {
        Assert.Equal(3, Vision.Good("filters", "zoo:mnist1d-conv", "--out", _folder["1d"], "--json").Json.Count);
        JsonElement up = Vision.Good("filters", "selfie", "--layer", "convtranspose_1", "--out", _folder["up"], "--json").Json[0];
        Assert.Equal([1, 16, 2, 2], up.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
    }

    [Fact]
    public void What_cannot_be_is_told()
    {
        Vision.Bad(["filters", "zoo:mnist1d-fc", "--out", _folder["no"]], "no convolution");
        Vision.Bad(["filters", "selfie", "--layer", "convv_1", "--out", _folder["no"]], "no convolution 'convv_1'", "conv_1");
        Vision.Bad(["filters", "selfie", "--out", _folder["no.png"]], "one --layer");
        Vision.Bad(["filters", "selfie", "--out", _folder["no"], "--limit", "0"], "--limit");
        Vision.Bad(["filters", "zoo:alexnet", "--layer", "conv3", "--out", _folder["big"], "--limit", "1000000", "--seed", "-1"], "--seed");
        Assert.False(Directory.Exists(_folder["no"]));
    }

    private static int Count(Picture picture, byte r, byte g, byte b) =>
        Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.Rgba.AsSpan(4 * i, 3).SequenceEqual([r, g, b]));
}
