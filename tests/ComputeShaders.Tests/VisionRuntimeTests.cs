using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

public class VisionRuntimeTests
{
    private static readonly TestPicture Picture =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    public static TheoryData<BackendType, GlProfile> Backends => new()
    {
        { BackendType.Cpu, GlProfile.Auto },
        { BackendType.GpuCompute, GlProfile.Core },
        { BackendType.GpuCompute, GlProfile.Es },
    };

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public async Task Results_are_those_of_the_components(BackendType type, GlProfile profile)
    {
        await using VisionRuntime runtime = Open(type, profile);
        Assert.Equal(type, runtime.Backend);
        Assert.NotEmpty(runtime.Description);
        Assert.Contains("asked for", runtime.Reason, StringComparison.Ordinal);
        using var cpu = new CpuBackend();

        VisionModel faces = Shipped("tiny_face_detector");
        await using RuntimeModel<Detection[]> detector = await runtime.CreateDetectorAsync(faces);
        Detection[] found = await detector.ProcessAsync(Picture.Rgba, Picture.Width, Picture.Height);
        using var directDetector = new ObjectDetector(faces, cpu);
        Detection[] expected = directDetector.Process(Picture.Frame).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, found.Length);
        foreach ((Detection want, Detection got) in expected.Zip(found))
        {
            Assert.Equal(want.Score, got.Score, 1e-3f);
            Assert.True(want.Box.IoU(got.Box) > 0.99f);
        }

        VisionModel expressions = Shipped("face_expression");
        await using RuntimeModel<Classification[]> classifier = await runtime.CreateClassifierAsync(expressions, 3);
        Classification[] classes = await Look(classifier);
        using var directClassifier = new ImageClassifier(expressions, cpu, 3);
        Classification[] expectedClasses = directClassifier.Process(Picture.Frame).ToArray();
        Assert.Equal(expectedClasses.Select(c => c.ClassId), classes.Select(c => c.ClassId));
        Assert.Equal(expectedClasses[0].Score, classes[0].Score, 1e-3f);
        Assert.Same(expressions.Card, classifier.Card);
    }

    [SkippableTheory]
    [InlineData(BackendType.Cpu)]
    [InlineData(BackendType.GpuCompute)]
    public async Task A_mask_is_the_callers_and_of_the_frames_size(BackendType type)
    {
        await using VisionRuntime runtime = Open(type, GlProfile.Auto);
        VisionModel model = Shipped("selfie");
        await using RuntimeModel<Mask> segmenter = await runtime.CreateSegmenterAsync(model);
        Mask first = await segmenter.ProcessAsync(Picture.Rgba, Picture.Width, Picture.Height);
        byte[] before = first.Values.ToArray();
        Mask second = await segmenter.ProcessAsync(new byte[4 * 32 * 16], 32, 16);
        Assert.Equal(before, first.Values.ToArray());
        Assert.Equal((32, 16), (second.Width, second.Height));
        using var cpu = new CpuBackend();
        using var direct = new Segmenter(model, cpu);
        byte[] expected = direct.Process(Picture.Frame).Values.ToArray();
        Assert.Equal(expected.Length, before.Length);
        Assert.True(expected.Zip(before).All(p => Math.Abs(p.First - p.Second) <= 1));
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once_and_each_gets_its_own_result()
    {
        await using VisionRuntime runtime = Open(BackendType.Cpu, GlProfile.Auto);
        VisionModel model = Shipped("face_expression");
        await using RuntimeModel<Classification[]> classifier = await runtime.CreateClassifierAsync(model, 7);
        TestPicture[] pictures = [.. Enumerable.Range(0, 6).Select(i => TestPicture.Random(40 + i, 30, i))];
        Classification[][] results = await Task.WhenAll(pictures.Select(
            p => Task.Run(async () => await classifier.ProcessAsync(p.Rgba, p.Width, p.Height))));
        using var cpu = new CpuBackend();
        using var direct = new ImageClassifier(model, cpu, 7);
        foreach ((TestPicture picture, Classification[] result) in pictures.Zip(results))
        {
            Assert.Equal(direct.Process(picture.Frame).ToArray().Select(c => c.ClassId), result.Select(c => c.ClassId));
            Assert.Equal(direct.Process(picture.Frame)[0].Score, result[0].Score, 1e-5f);
        }
    }

    [Fact]
    public async Task Errors_come_to_the_caller_and_the_runtime_goes_on()
    {
        await using VisionRuntime runtime = Open(BackendType.Cpu, GlProfile.Auto);
        VisionModel model = Shipped("face_expression");
        await Assert.ThrowsAsync<ModelFormatException>(async () => await runtime.CreateDetectorAsync(model));
        await using RuntimeModel<Classification[]> classifier = await runtime.CreateClassifierAsync(model);
        await Assert.ThrowsAsync<ArgumentException>(async () => await classifier.ProcessAsync(new byte[10], 20, 20));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await classifier.ProcessAsync(new byte[10], 0, 20));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Look(classifier, cancelled.Token));
        Assert.Equal(5, (await Look(classifier)).Length);
    }

    [Fact]
    public async Task Models_and_runtimes_say_so_when_they_were_disposed()
    {
        VisionRuntime runtime = Open(BackendType.Cpu, GlProfile.Auto);
        VisionModel model = Shipped("face_expression");
        RuntimeModel<Classification[]> first = await runtime.CreateClassifierAsync(model);
        RuntimeModel<Classification[]> second = await runtime.CreateClassifierAsync(model);
        await first.DisposeAsync();
        await first.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Look(first));
        Assert.NotEmpty(await Look(second));
        runtime.Dispose();
        await runtime.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Look(second));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await runtime.CreateClassifierAsync(model));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_hardware_driver_it_runs_on_the_CPU_and_says_why()
    {
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless();
        string kind = runtime.Backend == BackendType.Cpu ? "CPU: " : "GPU: ";
        Assert.StartsWith(kind, runtime.Reason, StringComparison.Ordinal);
        Assert.True(runtime.Reason.Length > 10);
        var none = new VisionRuntimeOptions { Backend = (BackendType)77 };
        Assert.Throws<InvalidOperationException>(() => VisionRuntime.CreateHeadless(none));
    }

    [SkippableFact]
    public async Task Two_runtimes_have_contexts_of_their_own()
    {
        await using VisionRuntime a = Open(BackendType.GpuCompute, GlProfile.Core);
        await using VisionRuntime b = Open(BackendType.GpuCompute, GlProfile.Es);
        VisionModel model = Shipped("face_expression");
        RuntimeModel<Classification[]> onA = await a.CreateClassifierAsync(model, 1);
        RuntimeModel<Classification[]> onB = await b.CreateClassifierAsync(model, 1);
        for (int i = 0; i < 3; i++)
        {
            TestPicture picture = TestPicture.Random(50, 50, i);
            Task<Classification[]> first = onA.ProcessAsync(picture.Rgba, 50, 50).AsTask();
            Task<Classification[]> second = onB.ProcessAsync(picture.Rgba, 50, 50).AsTask();
            Assert.Equal((await first)[0].Score, (await second)[0].Score, 1e-3f);
        }
    }

    [Fact]
    public void The_sample_without_a_context_is_the_code_that_is_tested_here() =>
        DocSample.AssertShown("docs/embedding.md", "tests/ComputeShaders.Tests/VisionRuntimeTests.cs", "Headless");

    [Fact]
    public async Task The_sample_without_a_context_finds_a_face()
    {
        string path = Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx");
        Assert.NotEmpty(await Headless(path, Picture.Rgba, Picture.Width, Picture.Height));
    }

    private static async Task<Detection[]> Headless(string path, byte[] pixels, int width, int height)
    {
        // Headless: begin
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless();
        Console.WriteLine($"{runtime.Reason}: {runtime.Description}");
        await using RuntimeModel<Detection[]> faces = await runtime.CreateDetectorAsync(await ModelAsset.Load(path));
        Detection[] found = await faces.ProcessAsync(pixels, width, height, PixelFormat.Rgba32);
        // Headless: end
        return found;
    }

    private static ValueTask<T> Look<T>(RuntimeModel<T> model, CancellationToken cancellation = default) =>
        model.ProcessAsync(Picture.Rgba, Picture.Width, Picture.Height, cancellation: cancellation);

    private static VisionRuntime Open(BackendType type, GlProfile profile)
    {
        if (type == BackendType.GpuCompute)
            Gpu.Open(profile == GlProfile.Auto ? GlProfile.Core : profile).Dispose();
        return VisionRuntime.CreateHeadless(new VisionRuntimeOptions { Backend = type, Profile = profile });
    }

    private static VisionModel Shipped(string name) =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
}
