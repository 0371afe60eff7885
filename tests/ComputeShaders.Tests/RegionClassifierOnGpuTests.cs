using System.Diagnostics;
using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Sources;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

public class RegionClassifierOnGpuTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TestPicture Picture =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    private static readonly Detection[] Objects = [.. Enumerable.Range(0, 11).Select(i =>
        new Detection(0, 1, new Box(20 * i, 10 * i, (20 * i) + 130, (10 * i) + 140)))];

    private static VisionModel Expressions => VisionModel.Load(
        Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx"));

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Batches_give_on_the_gpu_what_the_cpu_gives(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        using var here = new RegionClassifier(Expressions, gpu);
        Assert.Equal(RegionClassifier.LargestBatch, here.BatchSize);
        AssertExpected(here.Process(Picture.Frame, Objects));
    }

    [SkippableTheory]
    [InlineData(FrameWay.Compute)]
    [InlineData(FrameWay.Readback)]
    public void Objects_in_a_texture_get_the_classes_that_they_get_in_pixels(FrameWay way)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using IBackend backend = way == FrameWay.Compute
            ? new GpuBackend(device) : new ReadbackBackend(new CpuBackend(), device.Gl);
        uint texture = Gpu.Upload(device.Gl, Picture);
        GpuFrame frame = GpuFrame.Texture(texture, Picture.Width, Picture.Height);
        using (var direct = new RegionClassifier(Expressions, backend))
            AssertExpected(direct.Process(frame, Objects));

        using var host = new VisionHost(TimeSpan.FromMilliseconds(2));
        var errors = new List<VisionError>();
        host.Error += errors.Add;
        var sliced = host.Add(new RegionClassifierBehaviour(new ModelAsset(Expressions), backend));
        var watch = Stopwatch.StartNew();
        while (sliced.State == FrameBehaviourState.Loading && watch.Elapsed < Patience)
            host.Tick(0.016f);
        Assert.Equal(RegionClassifier.LargestBatch, sliced.BatchSize);
        for (int i = 1; i <= 2; i++)
        {
            Write(device.Gl, texture, Picture.Rgba);
            Assert.True(sliced.Process(frame, Objects, TimeSpan.FromSeconds(i)));
            // It was taken as it was.
            Write(device.Gl, texture, new byte[Picture.Rgba.Length]);
            while (sliced.ResultsCount < i && watch.Elapsed < Patience)
                host.Tick(0.016f);
            AssertExpected(sliced.Results);
        }

        Assert.Empty(errors);
    }

    private static void Write(GL gl, uint texture, byte[] rgba)
    {
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexSubImage2D<byte>(TextureTarget.Texture2D, 0, 0, 0, (uint)Picture.Width, (uint)Picture.Height,
            Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte, rgba);
    }

    // What the CPU finds.
    private static void AssertExpected(ReadOnlySpan<Classification> found)
    {
        using var cpu = new CpuBackend();
        using var there = new RegionClassifier(Expressions, cpu);
        Classification[] expected = there.Process(Picture.Frame, Objects).ToArray(), actual = found.ToArray();
        Assert.Equal(expected.Select(c => c.ClassId), actual.Select(c => c.ClassId));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-3f));
    }
}
