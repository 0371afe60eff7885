using System.Diagnostics;
using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Lost contexts as behaviours, components and runtimes see them.</summary>
public class DeviceLossInComponentsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TestPicture Picture = TestPicture.Random(48, 48, 1);

    [SkippableFact]
    public void A_behaviour_reports_the_loss_once_waits_and_works_again()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var host = new VisionHost(TimeSpan.FromMilliseconds(5));
        var errors = new List<VisionError>();
        host.Error += errors.Add;
        var behaviour = host.Add(new ImageClassifierBehaviour(Asset(), backend));
        behaviour.Prepare();
        Classification[] before = Find(host, behaviour);
        var idle = host.Add(new ImageClassifierBehaviour(Asset(), backend));
        idle.Prepare();

        for (int loss = 1; loss <= 2; loss++)
        {
            Assert.True(behaviour.Process(Picture.Frame, TimeSpan.Zero));
            host.Tick(0.016f);
            Gpu.Destroy(device);
            for (int i = 0; i < 3 * host.MaxFailingTicks; i++)
            {
                host.Tick(0.016f);
                behaviour.Process(Picture.Frame, TimeSpan.Zero);
            }

            // One each, from the one that had nothing to do too.
            Assert.Equal(2 * loss, errors.Count);
            Assert.All(errors, error => Assert.IsType<GpuDeviceLostException>(error.Exception));
            Assert.Equal([behaviour, idle], errors[^2..].Select(error => error.Behaviour));
            Assert.True(behaviour.Enabled && idle.Enabled);
            Assert.False(behaviour.Process(Picture.Frame, TimeSpan.Zero));

            backend.Recreate();
            Assert.Equal(before, Find(host, behaviour));
        }

        Assert.Equal(4, errors.Count);
    }

    [SkippableFact]
    public void A_device_that_is_lost_before_a_network_is_prepared_does_not_make_the_model_fail()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var host = new VisionHost(TimeSpan.FromMilliseconds(5));
        var errors = new List<VisionError>();
        host.Error += errors.Add;
        var behaviour = host.Add(new ImageClassifierBehaviour(Asset(), backend));
        behaviour.Model.Task.Wait();
        Gpu.Destroy(device);
        // The first ticks only wait for the graph to be compiled beside them.
        while (errors.Count == 0)
            host.Tick(0.016f);
        for (int i = 0; i < 20; i++)
            host.Tick(0.016f);
        Assert.IsType<GpuDeviceLostException>(Assert.Single(errors).Exception);
        Assert.Equal(FrameBehaviourState.Loading, behaviour.State);
        backend.Recreate();
        Assert.NotEmpty(Find(host, behaviour));
    }

    [SkippableFact]
    public void The_sample_of_a_game_goes_on_in_its_next_context()
    {
        using HeadlessContext first = Gpu.OpenContext(GlProfile.Core);
        using var backend = new GpuBackend(first.Gl);
        using var host = new VisionHost(TimeSpan.FromMilliseconds(5));
        var behaviour = host.Add(new ImageClassifierBehaviour(Asset(), backend));
        behaviour.Prepare();
        using var game = new Game(first, () => behaviour.Process(Picture.Frame, TimeSpan.Zero), () => behaviour.ResultsCount)
        {
            GpuLost = () => backend.Device.MarkLost("A test."),
        };
        Play(host, backend, game);
        Assert.True(game.HasRecreated);
        Assert.True(behaviour.ResultsCount >= 4);
    }

    [Fact]
    public void The_sample_of_a_game_is_the_code_that_is_tested_here() => DocSample.AssertShown(
        "docs/embedding.md", "tests/ComputeShaders.Tests/DeviceLossInComponentsTests.cs", "Lost");

    private static void Play(VisionHost host, GpuBackend backend, Game game)
    {
        bool isLost = false;
        // Lost: begin
        host.Error += error =>
        {
            if (error.Exception is GpuDeviceLostException)
                isLost = true;
        };
        while (game.NextFrame())
        {
            if (isLost)
            {
                backend.Recreate(game.RecreateContext());
                isLost = false;
            }

            host.Tick(game.DeltaTime);
        }
        // Lost: end
    }

    [SkippableFact]
    public void A_component_that_blocks_throws_and_works_again()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var classifier = new ImageClassifier(Model(), backend, 3);
        Classification[] before = classifier.Process(Picture.Frame).ToArray();
        Gpu.Destroy(device);
        Assert.Throws<GpuDeviceLostException>(() => classifier.Process(Picture.Frame).ToArray());
        backend.Recreate();
        Assert.Equal(before, classifier.Process(Picture.Frame).ToArray());
    }

    [SkippableFact]
    public async Task A_runtime_fails_what_waits_and_goes_on_when_it_is_recreated()
    {
        Gpu.Open(GlProfile.Auto).Dispose();
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless(
            new VisionRuntimeOptions { Backend = BackendType.GpuCompute });
        await using RuntimeModel<Classification[]> classifier = await runtime.CreateClassifierAsync(Model(), 3);
        Classification[] before = await Look(classifier);
        ValueTask<bool> destroyed = runtime.Thread.Run(
            _ =>
            {
                Gpu.Destroy(((GpuBackend)runtime.Thread.Backend).Device);
                return true;
            },
            CancellationToken.None);
        Task<Classification[]>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => Look(classifier).AsTask())];
        Assert.True(await destroyed);
        foreach (Task<Classification[]> request in waiting)
            await Assert.ThrowsAsync<GpuDeviceLostException>(() => request);
        await Assert.ThrowsAsync<GpuDeviceLostException>(async () => await runtime.CreateClassifierAsync(Model()));

        await runtime.RecreateAsync();
        Assert.Equal(before, await Look(classifier));
        await using RuntimeModel<Classification[]> another = await runtime.CreateClassifierAsync(Model(), 3);
        Assert.Equal(before, await Look(another));
    }

    [Fact]
    public async Task On_the_CPU_there_is_nothing_to_recreate()
    {
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless(
            new VisionRuntimeOptions { Backend = BackendType.Cpu });
        await runtime.RecreateAsync();
        Assert.NotEmpty(runtime.Description);
    }

    private static ValueTask<Classification[]> Look(RuntimeModel<Classification[]> classifier) =>
        classifier.ProcessAsync(Picture.Rgba, Picture.Width, Picture.Height);

    private static Classification[] Find(VisionHost host, ImageClassifierBehaviour behaviour)
    {
        long before = behaviour.ResultsCount;
        long start = Stopwatch.GetTimestamp();
        while (behaviour.ResultsCount == before && Stopwatch.GetElapsedTime(start) < Patience)
        {
            behaviour.Process(Picture.Frame, TimeSpan.Zero);
            host.Tick(0.016f);
            Thread.Sleep(0);
        }

        Assert.True(behaviour.ResultsCount > before);
        return behaviour.Results.ToArray();
    }

    // A game whose driver takes its context away after two results.
    private sealed class Game(HeadlessContext first, Func<bool> process, Func<long> results) : IDisposable
    {
        private HeadlessContext _context = first;
        private readonly long _start = Stopwatch.GetTimestamp();

        public bool HasRecreated { get; private set; }

        public float DeltaTime { get; } = 0.016f;

        public bool NextFrame()
        {
            process();
            if (results() >= 2 && !HasRecreated)
                GpuLost?.Invoke();
            Thread.Sleep(0);
            return Stopwatch.GetElapsedTime(_start) < Patience && results() < 4;
        }

        public Action? GpuLost { get; init; }

        public void Dispose() => _context.Dispose();

        public GL RecreateContext()
        {
            _context.Dispose();
            _context = HeadlessContext.Create(GlProfile.Core);
            HasRecreated = true;
            return _context.Gl;
        }
    }

    private static string ModelPath =>
        Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx");

    private static ModelAsset Asset() => ModelAsset.Load(ModelPath);

    private static VisionModel Model() => VisionModel.Load(ModelPath);
}
