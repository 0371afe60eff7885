using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class ActivationsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_layer_of_a_network_becomes_a_picture_and_a_line()
    {
        IReadOnlyList<JsonElement> lines =
            Vision.Good("activations", "face_expression", Samples.Astronaut, "--out", _folder["all"], "--backend", "cpu", "--json").Json;
        Assert.True(lines.Count > 50);
        Assert.All(lines, line => Assert.True(Picture.Load(line.GetProperty("file").GetString()!).Width > 400));
        Assert.Equal(lines.Count, Directory.GetFiles(_folder["all"]).Length);
        JsonElement relu = lines.Single(l => l.GetProperty("layer").GetString() == "relu_1");
        Assert.Equal("Relu", relu.GetProperty("operator").GetString());
        Assert.Equal([1, 32, 56, 56], relu.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(0, relu.GetProperty("min").GetDouble());
        Assert.InRange(relu.GetProperty("zeros").GetDouble(), 0.2, 0.9);
        Assert.InRange(relu.GetProperty("rms").GetDouble(), relu.GetProperty("mean").GetDouble(), relu.GetProperty("max").GetDouble());
        JsonElement last = lines[^1];
        Assert.Equal(("prob", 7), (last.GetProperty("layer").GetString(), last.GetProperty("channels").GetInt32()));
        Assert.Equal(1.0 / 7, last.GetProperty("mean").GetDouble(), 1e-5);
    }

    [Fact]
    public void Layers_are_chosen_by_name_and_pattern_and_drawn_as_asked()
    {
        string[] common = ["activations", "face_expression", Samples.Astronaut, "--backend", "reference", "--layer", "relu_1", "--layer", "dense0*pw"];
        Vision run = Vision.Good([.. common, "--out", _folder["heat"]]);
        Assert.Contains("dense0.conv1.pw", run.Out, StringComparison.Ordinal);
        Assert.Contains("4 layers on reference", run.Out, StringComparison.Ordinal);
        string[] files = [.. Directory.GetFiles(_folder["heat"]).Order(StringComparer.Ordinal)];
        Assert.Equal(4, files.Length);
        Vision.Good([.. common, "--out", _folder["grey"], "--colors", "grey", "--range", "layer"]);
        // Not of a layer with dead channels, whose labels have a colour.
        Picture heat = Picture.Load(files[^1]), grey = Picture.Load(Path.Combine(_folder["grey"], Path.GetFileName(files[^1])));
        Assert.NotEqual(heat.Rgba, grey.Rgba);
        Assert.True(IsGrey(grey) && !IsGrey(heat));
    }

    [Fact]
    public void Backends_agree()
    {
        // Without a driver, gpu is the CPU, and a note says so.
        double[][] rms = [.. new[] { "gpu", "cpu", "reference" }.Select(backend => Vision.Run(
            "activations", "face_expression", Samples.Astronaut, "--out", _folder[backend], "--backend", backend, "--json",
            "--layer", "dense0.conv1.dw", "--layer", "relu_5", "--layer", "prob").Json.Select(l => l.GetProperty("rms").GetDouble()).ToArray())];
        Assert.Equal(3, rms[2].Length);
        Assert.All(rms, r => Assert.All(r.Zip(rms[2]), pair => Assert.Equal(pair.Second, pair.First, 1e-3)));
    }

    [Fact]
    public void A_network_on_sequences_takes_a_NumPy_file()
    {
        string file = _folder["signal.npy"];
        NumPyFile.Write(file, new Tensor<double>([40], [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i / 3.0))]));
        IReadOnlyList<JsonElement> lines =
            Vision.Good("activations", "zoo:mnist1d-conv", file, "--out", _folder["1d"], "--seed", "3", "--backend", "cpu", "--json").Json;
        Assert.Equal(["conv1", "relu1", "conv2", "relu2", "conv3", "relu3", "flatten1", "fc1"], lines.Select(l => l.GetProperty("layer").GetString()));
        Assert.Equal([15, 15, 15, 15, 15, 15, 60, 10], lines.Select(l => l.GetProperty("channels").GetInt32()));
        NumPyFile.Write(file, new Tensor<float>([41]));
        Vision.Bad(["activations", "zoo:mnist1d-conv", file, "--out", _folder["1d"]], "[41]", "1, 40");
        Vision.Bad(["activations", "zoo:mnist1d-conv", Samples.Coffee, "--out", _folder["1d"]], ".npy");
    }

    [Fact]
    public void A_picture_for_a_network_that_says_nothing_of_it_is_given_in_a_plain_way_and_that_is_told()
    {
        var identity = new Tensor<float>([1, 3, 1, 1], [0, 1, 0]);
        string model = Networks.Write(_folder, 3, 16, ("green", identity));
        new Picture(16, 16, [.. Enumerable.Range(0, 256).SelectMany(i => new byte[] { 9, (byte)i, 77, 255 })]).Save(_folder["p.png"]);
        Vision run = Vision.Run("activations", model, _folder["p.png"], "--out", _folder["out"], "--backend", "cpu", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("RGB on 0..1, stretched to 16 x 16", run.Error, StringComparison.Ordinal);
        JsonElement line = Assert.Single(run.Json);
        Assert.Equal((0, 1), (line.GetProperty("min").GetDouble(), Math.Round(line.GetProperty("max").GetDouble(), 5)));
    }

    [Fact]
    public void Names_that_are_no_file_names_give_one_file_a_layer_in_the_folder()
    {
        string[] names = ["../../evil", "a/b:c*?\"<>|", "CON", "A", "a", new string('층', 300), " . ", "", new string('x', 300)];
        var layers = names.Select((n, i) => ($"{n}{(n.Length == 0 ? "nameless" : "")}", new Tensor<float>([1, 1, 1, 1], [i]))).ToArray();
        string model = Networks.Write(_folder, 1, 8, layers);
        string parent = Directory.CreateDirectory(_folder["deep/er"]).FullName, folder = Path.Combine(parent, "out");
        Vision run = Vision.Run("activations", model, Samples.Coffee, "--out", folder, "--backend", "cpu", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(names.Length, run.Json.Count);
        string[] files = [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!)];
        Assert.Equal(names.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, f => Assert.True(System.Text.Encoding.UTF8.GetByteCount(f) < 256 && f.IndexOfAny([':', '*', '?', '"', '<', '>', '|', '\\']) < 0, f));
        Assert.Equal([folder], Directory.GetFileSystemEntries(parent));
    }

    [Fact]
    public void What_cannot_be_is_told()
    {
        string folder = _folder["no"];
        Vision.Bad(["activations", "face_expression", Samples.Coffee, "--layer", "rellu_1", "--out", folder], "no layer 'rellu_1'", "relu_1", "more");
        Vision.Bad(["activations", "face_expression", "absent.png", "--out", folder], "absent.png");
        Vision.Bad(["activations", "face_expression", Samples.Pictures, "--out", folder], "is a folder");
        Vision.Bad(["activations", "face_expresion", Samples.Coffee, "--out", folder], "face_expression");
        Vision.Bad(["activations", "face_expression", Samples.Coffee], "--out");
        Vision.Bad(["activations", "face_expression", Samples.Coffee, "--out", folder, "--range", "kernel"], "kernel");
        Vision.Bad(["activations", "face_expression", Samples.Coffee, "--out", folder, "--colors", "pink"], "pink");
        Assert.False(Directory.Exists(folder));
    }

    private static bool IsGrey(Picture picture) => Enumerable.Range(0, picture.Width * picture.Height).All(i =>
        picture.Rgba[4 * i] == picture.Rgba[(4 * i) + 1] && picture.Rgba[4 * i] == picture.Rgba[(4 * i) + 2]);
}
