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

            Assert.Equal(loss, errors.Count);
            Assert.IsType<GpuDeviceLostException>(errors[^1].Exception);
            Assert.Same(behaviour, errors[^1].Behaviour);
            Assert.True(behaviour.Enabled);
            Assert.False(behaviour.Process(Picture.Frame, TimeSpan.Zero));

            backend.Recreate();
            Assert.Equal(before, Find(host, behaviour));
        }

        Assert.Equal(2, errors.Count);
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
        for (int i = 0; i < 1000 && behaviour.ResultsCount == before; i++)
        {
            behaviour.Process(Picture.Frame, TimeSpan.Zero);
            host.Tick(0.016f);
            Thread.Yield();
        }

        Assert.True(behaviour.ResultsCount > before);
        return behaviour.Results.ToArray();
    }

    private static string ModelPath =>
        Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx");

    private static ModelAsset Asset() => ModelAsset.Load(ModelPath);

    private static VisionModel Model() => VisionModel.Load(ModelPath);
}
