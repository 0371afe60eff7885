using System.Text.Json;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.DemoApp.Tests.Commands;

/// <summary><c>vision export</c>, and networks of the zoo wherever a model is named.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_of_the_zoo_becomes_a_file_that_depends_on_the_seed()
    {
        byte[] first = Export("zoo:mnist1d-conv", "--seed", "1"), again = Export("zoo:mnist1d-conv", "--seed", "1");
        Assert.Equal(first, again);
        Assert.NotEqual(first, Export("zoo:mnist1d-conv"));
        Model model = ModelLoader.Load(first);
        Assert.Equal("input: Float32[batch, 1, 40]", Assert.Single(model.Inputs).ToString());
    }

    [Fact]
    public void Weights_come_from_an_exported_file_by_name()
    {
        byte[] seeded = Export("zoo:lenet5", "--seed", "5");
        string file = _folder.Write("weights.onnx", seeded);
        Assert.Equal(seeded, Export("zoo:lenet5", "--weights", file));
        Vision.Bad(["export", "zoo:mnist1d-fc", _folder["x.onnx"], "--weights", file], "weights.onnx");
        Vision.Bad(["export", "zoo:lenet5", _folder["x.onnx"], "--weights", file, "--seed", "1"], "--seed");
        Vision.Bad(["export", "zoo:lenet5", _folder["x.onnx"], "--weights", _folder["none.npz"]], "none.npz");
    }

    [Theory]
    [InlineData("3", "Float32[3, 1, 40]")]
    [InlineData("dynamic", "Float32[batch, 1, 40]")]
    public void The_batch_is_chosen(string batch, string expected) =>
        Assert.EndsWith(expected, ModelLoader.Load(Export("zoo:mnist1d-conv", "--batch", batch)).Inputs[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_model_that_ships_goes_with_its_card_and_finds_the_same()
    {
        string file = _folder["faces.onnx"];
        JsonElement report = Assert.Single(Vision.Good("export", "tiny_face_detector", file, "--json").Json);
        Assert.Equal([file], report.GetProperty("files").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(new FileInfo(file).Length, report.GetProperty("bytes").GetInt64());
        Assert.True(File.Exists(_folder["faces.vision.json"]));
        Assert.Equal(Detections("tiny_face_detector"), Detections(file));
    }

    [Fact]
    public void A_convolutional_head_takes_larger_pictures_and_gives_a_map()
    {
        Model dense = ModelLoader.Load(Export("zoo:lenet5", "--convolutional-head", "--seed", "3"));
        Assert.Equal("input: Float32[batch, 1, height, width]", Assert.Single(dense.Inputs).ToString());
        string input = _folder["x.npy"], file = _folder["exported.onnx"];
        NumPyFile.Write(input, new Tensor<float>([1, 1, 64, 48]));
        Vision.Good("run", file, "--input", input, "--out", _folder["out"], "--backend", "cpu");
        Assert.Equal([1, 10, 9, 5], NumPyFile.Read(Path.Combine(_folder["out"], "prob.npy")).Shape.Sizes.ToArray());
        Vision.Good("export", "face_expression", file, "--convolutional-head", "--json");
        Assert.False(File.Exists(_folder["exported.vision.json"]));
        Vision.Bad(["export", "zoo:tiny-yolov2", file, "--convolutional-head"], "tiny-yolov2", "convolutional already");
    }

    [Fact]
    public void What_cannot_be_exported_says_why()
    {
        string file = _folder["x.onnx"];
        Vision.Bad(["export", "zoo:nothing", file], "nothing", "lenet5", "resnet50");
        Vision.Bad(["export", "selfie", file, "--seed", "1"], "--seed", "zoo:NAME");
        Vision.Bad(["export", "zoo:lenet5", file, "--batch", "0"], "--batch 0", "dynamic");
        Vision.Bad(["export", "zoo:lenet5", Path.GetTempPath()], "cannot be written");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void The_zoo_is_understood_by_every_command_that_names_a_model()
    {
        Assert.Equal(2050, Vision.Good("inspect", "zoo:mnist1d-conv", "--json").Json[0].GetProperty("parameters").GetInt64());
        Assert.Contains("PASS", Vision.Good("compare", "--model", "zoo:mnist1d-conv", "--backends", "cpu,reference", "--seed", "2").Out, StringComparison.Ordinal);
        string input = _folder["x.npy"];
        NumPyFile.Write(input, new Tensor<float>([1, 1, 40]));
        Vision.Good("run", "zoo:mnist1d-conv", "--input", input, "--out", _folder["out"], "--backend", "cpu");
        Assert.Contains("classification", Vision.Good("card", "zoo:squeezenet1.1").Out, StringComparison.Ordinal);
        Assert.Equal(0, Vision.Run("classify", Samples.Coffee, "--model", "zoo:squeezenet1.1", "--backend", "cpu", "--json").ExitCode);
        Assert.All(ModelZoo.Entries, e => Assert.True(ModelCatalog.IsOfZoo(ModelZoo.Prefix + e.Name)));
    }

    private byte[] Export(string name, params string[] options)
    {
        string file = _folder["exported.onnx"];
        Assert.Contains(file, Vision.Good(["export", name, file, .. options]).Out, StringComparison.Ordinal);
        return File.ReadAllBytes(file);
    }

    private static string Detections(string model) => Vision.Good("detect", Samples.Astronaut, "--model", model, "--backend", "cpu", "--json")
        .Json[0].GetProperty("detections").GetRawText();
}
