using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Neighbours;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.ComputeShaders.Tests;

public class RegionEmbedderOnGpuTests
{
    private static VisionModel Faces => VisionModel.Load(
        Path.Combine(TestData.Repository, "models", "face_recognition", "face_recognition.onnx"));

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Pixels_and_textures_give_on_the_gpu_what_the_cpu_gives(GlProfile profile)
    {
        TestPicture picture = TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        Detection[] objects = [.. Enumerable.Range(0, 3).Select(i => new Detection(0, 1, new Box(170 + (20 * i), 70 + (9 * i), 280, 180)))];
        using var cpu = new CpuBackend();
        using var there = new RegionEmbedder(Faces, cpu, margin: 0.2f);
        float[] expected = there.Process(picture.Frame, objects).ToArray();
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        using var here = new RegionEmbedder(Faces, gpu, margin: 0.2f);
        Assert.Equal(RegionClassifier.LargestBatch, here.BatchSize);
        Assert.Empty(here.Coverage.OnFallback);
        AssertNear(expected, here.Process(picture.Frame, objects));
        uint texture = Gpu.Upload(device.Gl, picture);
        AssertNear(expected, here.Process(GpuFrame.Texture(texture, picture.Width, picture.Height), objects));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void The_model_as_shipped_gives_the_recorded_descriptors(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        GoldenAssert.Decoded(gpu, Faces, GoldenModel.Recording("face_recognition", "face1"), "face_recognition as shipped, face1");
    }

    private static void AssertNear(float[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i += 128)
            Assert.InRange(FeatureIndex.DistanceOf(expected.AsSpan(i, 128), found.Slice(i, 128), Metric.L2), 0, 1e-3f);
    }
}
