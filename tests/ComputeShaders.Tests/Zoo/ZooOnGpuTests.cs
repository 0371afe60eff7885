using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;
using VisionPlugin.Zoo;

namespace VisionPlugin.ComputeShaders.Tests.Zoo;

public class ZooOnGpuTests
{
    public static TheoryData<string> Names => [.. ModelZoo.Entries.Select(e => e.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void A_network_gives_what_it_gives_on_the_cpu(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var gpu = new GpuBackend(device);
        Model model = ZooModels.Create(name);
        Tensor[] expected;
        using (var cpu = new CpuBackend(2))
            expected = ZooModels.Run(model, cpu);
        Tensor[] actual = ZooModels.Run(model, gpu);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(ZooModels.RelativeRms(expected[i], actual[i]), 0, 1e-4);
    }

    [SkippableTheory]
    [InlineData("in_kitten")]
    [InlineData("in_goldfish")]
    [InlineData("in_fish")]
    public void SqueezeNet_with_weights_from_a_file_classifies_as_recorded(string picture)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var gpu = new GpuBackend(device);
        GoldenAssert.Decoded(gpu, ZooModels.TrainedSqueezeNet(), GoldenModel.Recording("squeezenet1.1", picture), picture);
    }
}
