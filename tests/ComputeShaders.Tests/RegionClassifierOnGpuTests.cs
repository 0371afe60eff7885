using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

public class RegionClassifierOnGpuTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Batches_give_on_the_gpu_what_the_cpu_gives(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        using var cpu = new CpuBackend();
        VisionModel model = VisionModel.Load(
            Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx"));
        TestPicture picture = TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        Detection[] objects = [.. Enumerable.Range(0, 11).Select(i =>
            new Detection(0, 1, new Box(20 * i, 10 * i, (20 * i) + 130, (10 * i) + 140)))];
        using RegionClassifier here = new(model, gpu), there = new(model, cpu);
        Assert.Equal(RegionClassifier.LargestBatch, here.BatchSize);
        Classification[] found = here.Process(picture.Frame, objects).ToArray();
        Classification[] expected = there.Process(picture.Frame, objects).ToArray();
        Assert.Equal(expected.Select(c => c.ClassId), found.Select(c => c.ClassId));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-3f));
    }
}
