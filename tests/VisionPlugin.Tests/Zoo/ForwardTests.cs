using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Zoo;

public class ForwardTests
{
    // The reference takes about a second for 10^9 operations. The others are compared with ONNX Runtime and with the GPU.
    private const long MostMacs = 9_000_000_000;

    /// <summary>The networks that the reference can run in seconds; the last one on a smaller picture.</summary>
    public static TheoryData<string> Small => [.. ModelZoo.Entries.Where(e => e.Macs < MostMacs).Select(e => e.Name), "fcn-vgg16"];

    [Theory]
    [MemberData(nameof(Small))]
    public void The_cpu_agrees_with_the_reference(string name)
    {
        Model model = ZooModels.Create(name);
        int size = name == "fcn-vgg16" ? 64 : 224;
        int batch = ModelZoo.Find(name).Macs < MostMacs / 30 ? 2 : 1;
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(2);
        Tensor[] expected = ZooModels.Run(model, reference, optimize: false, batch, size), actual = ZooModels.Run(model, cpu, batch: batch, size: size);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(ZooModels.RelativeRms(expected[i], actual[i]), 0, 1e-5);
    }

    [Fact]
    public void A_network_whose_head_is_a_convolution_runs_on_larger_pictures()
    {
        Model model = ZooModels.Create("fcn-vgg16");
        var graph = GraphCompiler.Compile(model, new Dictionary<string, TensorInfo> { ["input"] = new(DataType.Float32, [2, 3, 256, 320]) });
        Assert.Equal([2, 21, 256, 320], graph.Values[model.Outputs[0]].Shape);
    }

    [SkippableTheory]
    [InlineData("in_kitten")]
    [InlineData("in_goldfish")]
    [InlineData("in_fish")]
    public void SqueezeNet_with_weights_from_a_file_classifies_as_recorded(string picture)
    {
        using var cpu = new CpuBackend(2);
        GoldenAssert.Decoded(cpu, ZooModels.TrainedSqueezeNet(), GoldenModel.Recording("squeezenet1.1", picture), picture);
    }
}
