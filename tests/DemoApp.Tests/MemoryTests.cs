using System.Text.Json;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>How much memory large networks take, from the loading to the result.</summary>
public sealed class MemoryTests : IDisposable
{
    private const long Allowed = 4_000_000_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("vgg19", "cpu")]
    [InlineData("vgg19", "gpu")]
    [InlineData("resnet152", "cpu")]
    [InlineData("resnet152", "gpu")]
    public void A_large_network_runs_in_less_than_4_GB(string name, string backend)
    {
        using Tensor<float> input = RandomTensor.Uniform([1, 3, 224, 224], 1);
        NumPyFile.Write(_folder["in.npy"], input);
        (int code, string output, string error) = VisionProcess.Run(
            [], "run", "zoo:" + name, "--input", _folder["in.npy"], "--out", _folder["out"], "--backend", backend, "--json");
        Assert.True(code == 0, error);
        JsonElement report = JsonDocument.Parse(output).RootElement;
        Requirement.SkipUnless(report.GetProperty("backend").GetString() == backend, "the machine has no OpenGL driver");
        // It has held at least the weights, or the figure means nothing.
        Assert.InRange(report.GetProperty("peak_memory_bytes").GetInt64(), sizeof(float) * ModelZoo.Find(name).Parameters, Allowed);
    }
}
