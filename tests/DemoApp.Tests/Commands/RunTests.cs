using System.Text.Json;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class RunTests : IDisposable
{
    private static readonly string Model = Samples.Model("face_expression");

    private readonly TempFolder _folder = new();
    private readonly Tensor<float> _input = RandomTensor.Uniform([1, 3, 112, 112], 1);

    public RunTests() => NumPyFile.Write(_folder["in.npy"], _input);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("input=")]
    [InlineData("")]
    public void Outputs_are_written_as_NumPy_files(string prefix)
    {
        Vision run = Vision.Good("run", Model, "--input", prefix + _folder["in.npy"], "--out", _folder["out"], "--backend", "reference", "--json");
        JsonElement report = Assert.Single(run.Json);
        Assert.Equal(["model", "backend", "ms", "peak_memory_bytes", "outputs"], report.EnumerateObject().Select(p => p.Name));
        Model network = ModelLoader.Load(Model);
        Assert.Equal(network.Outputs, report.GetProperty("outputs").EnumerateArray().Select(o => o.GetProperty("name").GetString()));
        using var worker = new Worker(network, new ReferenceBackend());
        worker.Schedule(_input);
        foreach (JsonElement output in report.GetProperty("outputs").EnumerateArray())
        {
            Assert.Equal("float32", output.GetProperty("type").GetString());
            TensorAssert.Equal(worker.PeekOutput(output.GetProperty("name").GetString()!), NumPyFile.Read(output.GetProperty("file").GetString()!));
        }
    }

    [Fact]
    public void People_get_a_table()
    {
        Vision run = Vision.Good("run", "face_expression", "-i", _folder["in.npy"], "-o", _folder["out"]);
        Assert.Contains("logits", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        NumPyFile.Write(_folder["long.npy"], new Tensor<long>([1, 3, 112, 112]));
        NumPyFile.Write(_folder["small.npy"], new Tensor<float>([1, 4, 112, 112]));
        File.WriteAllText(_folder["text.npy"], "hello");
        Refuses("input", "--input", "image=" + _folder["in.npy"]);
        Refuses("Float32", "--input", _folder["long.npy"]);
        Refuses("[1, 4, 112, 112]", "--input", _folder["small.npy"]);
        Refuses("NUMPY", "--input", _folder["text.npy"]);
        Refuses("none.npy", "--input", _folder["none.npy"]);
        Refuses("twice", "--input", _folder["in.npy"], "--input", "input=" + _folder["in.npy"]);
        Vision.Bad(["run", Model, "--out", _folder["out"]], "--input");
        Vision.Bad(["run", Model, "--input", _folder["in.npy"]], "--out");
        Vision.Bad(["run", Model, "--input", _folder["in.npy"], "--out", _folder["in.npy"]], "in.npy");
        void Refuses(string part, params string[] inputs) => Vision.Bad(["run", Model, .. inputs, "--out", _folder["out"]], part);
    }
}
