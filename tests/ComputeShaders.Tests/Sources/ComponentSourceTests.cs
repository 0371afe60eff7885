using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>Components and behaviours see in textures what they see in pixels.</summary>
public class ComponentSourceTests
{
    private static readonly TestPicture Picture = TestPicture.Load(
        Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Every_component_takes_textures_and_framebuffers(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using IBackend backend = FrameWay.Compute == way
            ? new GpuBackend(device) : new ReadbackBackend(new CpuBackend(), device.Gl);
        uint texture = Gpu.Upload(device.Gl, Picture);
        uint framebuffer = HostGl.Framebuffer(device.Gl, texture);
        (int width, int height) = (Picture.Width, Picture.Height);
        using var detector = new ObjectDetector(Load("tiny_face_detector"), backend);
        using var segmenter = new Segmenter(Load("selfie"), backend);
        using var classifier = new ImageClassifier(Load("face_expression"), backend);
        using var view = new ActivationView(Load("face_expression"), backend);
        using var embedder = new FeatureEmbedder(Embedding(), backend);
        Detection[] faces = detector.Process(Picture.Frame).ToArray();
        byte[] mask = segmenter.Process(Picture.Frame).Values.ToArray();
        Classification[] classes = classifier.Process(Picture.Frame).ToArray();
        float[] maps = view.Process(Picture.Frame).ToArray(), vector = embedder.Process(Picture.Frame).ToArray();
        foreach (GpuFrame frame in (GpuFrame[])[GpuFrame.Texture(texture, width, height),
            GpuFrame.Framebuffer(framebuffer, width, height, isBottomUp: false)])
        {
            Detection found = Assert.Single(detector.Process(frame).ToArray());
            Assert.True(Math.Abs(faces[0].Box.X1 - found.Box.X1) < 0.1, $"{faces[0]} became {found}");
            Assert.Equal(faces[0].Score, found.Score, 1e-3f);
            byte[] values = segmenter.Process(frame).Values.ToArray();
            Assert.InRange(values.Zip(mask).Count(pair => pair.First != pair.Second), 0, mask.Length / 1000);
            Assert.Equal(classes[0].ClassId, classifier.Process(frame)[0].ClassId);
            AssertClose(maps, view.Process(frame));
            AssertClose(vector, embedder.Process(frame));
        }

        // Pixels after a texture: the input is the pixels' again.
        Assert.Equal(classes, classifier.Process(Picture.Frame).ToArray());
    }

    [Fact]
    public void A_backend_that_sees_no_textures_says_what_to_do()
    {
        using var backend = new CpuBackend();
        using var classifier = new ImageClassifier(Load("face_expression"), backend);

        var error = Assert.Throws<FrameSourceException>(() => classifier.Process(GpuFrame.Texture(1, 8, 8)).Length);

        Assert.Contains(nameof(GpuBackends.CreateInContext), error.Message, StringComparison.Ordinal);
        Assert.Equal(5, classifier.Process(Picture.Frame).Length);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Behaviours_take_textures_by_call_and_from_sources_without_garbage(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using IBackend backend = FrameWay.Compute == way
            ? new GpuBackend(device) : new ReadbackBackend(new CpuBackend(1), device.Gl);
        VisionModel model = Load("face_expression");
        using var classifier = new ImageClassifier(model, backend, 5);
        Classification expected = classifier.Process(Picture.Frame)[0];
        GpuFrame frame = GpuFrame.Texture(Gpu.Upload(device.Gl, Picture), Picture.Width, Picture.Height);
        using var host = new VisionHost(TimeSpan.FromSeconds(10));
        host.Error += error => throw error.Exception;
        var behaviour = host.Add(new ImageClassifierBehaviour(new ModelAsset(model), backend, 5));
        behaviour.Prepare();

        int programs = device.Programs.Count;
        Assert.True(behaviour.Process(frame, TimeSpan.FromSeconds(3)));
        Assert.Equal(programs, device.Programs.Count);
        Assert.False(behaviour.Process(frame, TimeSpan.FromSeconds(4)));
        TickUntil(host, behaviour, 1);
        Assert.Equal(expected.ClassId, behaviour.Results[0].ClassId);
        Assert.Equal(TimeSpan.FromSeconds(3), behaviour.ResultsTime);

        var source = new Source { Frame = frame };
        behaviour.GpuSource = source;
        TickUntil(host, behaviour, 10);
        Assert.InRange(behaviour.ResultsTime.TotalSeconds, source.Given - 1, source.Given);
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long results = behaviour.ResultsCount, before = GC.GetAllocatedBytesForCurrentThread();
            for (int tick = 0; tick < 1_000_000 && behaviour.ResultsCount == results; tick++)
                host.Tick(1 / 60f);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(results + 1, behaviour.ResultsCount);
        }

        Assert.Equal(0, least);
        Assert.Null(behaviour.Source);
        behaviour.Source = new FrameMailbox();
        Assert.Null(behaviour.GpuSource);
    }

    [SkippableFact]
    public void A_source_that_cannot_be_used_is_an_error_of_the_behaviour_and_the_next_frame_is_taken()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using IBackend backend = new ReadbackBackend(new CpuBackend(1), device.Gl);
        GpuFrame frame = GpuFrame.Texture(Gpu.Upload(device.Gl, Picture), Picture.Width, Picture.Height);
        using var host = new VisionHost(TimeSpan.FromSeconds(10));
        var errors = new List<Exception>();
        host.Error += error => errors.Add(error.Exception);
        var source = new Source { Frame = GpuFrame.Texture(4711, 8, 8) };
        var behaviour = host.Add(new ImageClassifierBehaviour(new ModelAsset(Load("face_expression")), backend, 5)
        {
            GpuSource = source,
        });
        behaviour.Prepare();
        host.Tick(0);
        Assert.IsType<FrameSourceException>(Assert.Single(errors));

        source.Frame = frame;
        TickUntil(host, behaviour, 1);

        Assert.Equal(5, behaviour.Results.Length);
        Assert.Single(errors);
    }

    private static void TickUntil(VisionHost host, ImageClassifierBehaviour behaviour, long results)
    {
        var limit = System.Diagnostics.Stopwatch.StartNew();
        while (behaviour.ResultsCount < results && limit.Elapsed < TimeSpan.FromMinutes(2))
            host.Tick(1 / 60f);
        Assert.True(behaviour.ResultsCount >= results, $"{behaviour.State} after {limit.Elapsed}");
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = Math.Max(1e-3f, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i] / largest, actual[i] / largest, 2e-3f);
    }

    private static VisionModel Load(string name) =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));

    // The same network without a meaning for its output.
    private static VisionModel Embedding()
    {
        VisionModel model = Load("face_expression");
        ModelCard card = model.Card with { Decoder = new EmbeddingDecoder(), Labels = ImmutableArray<string>.Empty };
        return model with { Card = card };
    }

    private sealed class Source : IGpuFrameSource
    {
        public required GpuFrame Frame { get; set; }

        public int Given { get; private set; }

        public bool TryGetLatest(scoped ref long seen, out GpuFrame frame, out TimeSpan time)
        {
            seen = ++Given;
            (frame, time) = (Frame, TimeSpan.FromSeconds(Given));
            return true;
        }
    }
}
