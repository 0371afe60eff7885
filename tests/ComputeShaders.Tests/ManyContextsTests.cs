using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Several contexts, threads, backends and workers at once, and calls that go to the wrong one.</summary>
public class ManyContextsTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contexts_on_threads_of_their_own_compute_side_by_side(bool shared)
    {
        using HeadlessContext host = Gpu.OpenContext(GlProfile.Core);
        var traits = new HeadlessTraits(SharesWith: shared ? host : null);
        const int threads = 3, runs = 20;
        Exception?[] errors = new Exception?[threads];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(t => new Thread(() => errors[t] = Record.Exception(() =>
        {
            using HeadlessContext context = HeadlessContext.Create(GlProfile.Core, traits);
            using var backend = new GpuBackend(context.Gl);
            using var worker = new Worker(SmallNetwork.Create(t), backend);
            for (int i = 0; i < runs; i++)
                SmallNetwork.AssertRuns(worker, $"thread {t}, run {i}", input: i, seed: t);
        })))];
        foreach (Thread thread in all)
            thread.Start();
        foreach (Thread thread in all)
            thread.Join();
        Assert.All(errors, Assert.Null);
    }

    [SkippableFact]
    public void A_shared_context_has_the_hosts_texture()
    {
        using HeadlessContext host = Gpu.OpenContext(GlProfile.Core);
        TestPicture picture = TestPicture.Random(10, 12, 5);
        uint texture = Gpu.Upload(host.Gl, picture);
        host.Gl.Finish();
        float[] expected = Convert(host.Gl, texture);
        using HeadlessContext guest = HeadlessContext.Create(GlProfile.Core, new HeadlessTraits(SharesWith: host));
        Assert.Equal(expected, Convert(guest.Gl, texture));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Workers_on_one_device_take_turns_slice_by_slice(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        Tensor<float>[] inputs = [.. Enumerable.Range(0, 4).Select(i => RandomTensor.Uniform(SmallNetwork.Input, i))];
        // Two of the same model, two of others.
        int[] seeds = [1, 1, 2, 3];
        Worker[] workers = [.. seeds.Select(seed => new Worker(SmallNetwork.Create(seed), backend))];
        for (int round = 0; round < 3; round++)
        {
            var runs = new SlicedRun[workers.Length];
            for (int i = 0; i < workers.Length; i++)
            {
                workers[i].SetInput(inputs[(i + round) % inputs.Length]);
                runs[i] = workers[i].ScheduleIterable(TimeSpan.Zero);
            }

            var random = new Random(round);
            while (runs.Any(run => !run.IsComplete))
                runs[random.Next(runs.Length)].MoveNext();
            for (int i = 0; i < workers.Length; i++)
                workers[i].PeekOutput().ReadbackRequest();
            for (int i = workers.Length - 1; i >= 0; i--)
            {
                SmallNetwork.AssertOutput(
                    workers[i], inputs[(i + round) % inputs.Length], $"worker {i}, round {round}", seeds[i]);
            }
        }

        foreach (Worker worker in workers)
            worker.Dispose();
    }

    [SkippableFact]
    public void Two_backends_in_one_context_do_not_disturb_each_other()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        using var first = new GpuBackend(context.Gl);
        using var second = new GpuBackend(context.Gl);
        using var a = new Worker(SmallNetwork.Create(1), first);
        using var b = new Worker(SmallNetwork.Create(2), second);
        for (int i = 0; i < 3; i++)
        {
            SmallNetwork.AssertRuns(a, "first", i, 1);
            SmallNetwork.AssertRuns(b, "second", i, 2);
        }

        second.Device.MarkLost("A test.");
        Assert.Throws<GpuDeviceLostException>(() => b.Schedule());
        SmallNetwork.AssertRuns(a, "after the second was lost", 3, 1);
    }

    [SkippableFact]
    public void A_call_on_another_thread_is_told_the_names_of_both()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        Tensor output = worker.PeekOutput();
        (string Name, Action Call)[] calls =
        [
            ("schedule", () => worker.Schedule()), ("slice", () => worker.ScheduleIterable(TimeSpan.Zero).MoveNext()),
            ("request", output.ReadbackRequest), ("poll", () => output.IsReadbackRequestDone()),
            ("read", () => output.ReadbackAndClone()), ("tensor", () => GpuTensor.Create(backend, [1])),
            ("worker", () =>
            {
                using var another = new Worker(SmallNetwork.Create(), backend);
                another.Schedule(RandomTensor.Uniform(SmallNetwork.Input, 1));
            }),
            ("dispose worker", worker.Dispose), ("dispose device", device.Dispose),
        ];
        var errors = new List<(string Name, Exception? Error)>();
        var thread = new Thread(() => errors.AddRange(calls.Select(c => (c.Name, (Exception?)Record.Exception(c.Call)))))
        {
            Name = "the wrong one",
        };
        thread.Start();
        thread.Join();
        Assert.All(errors, e =>
        {
            var error = Assert.IsType<InvalidOperationException>(e.Error);
            Assert.Contains($"belongs to thread {Environment.CurrentManagedThreadId}", error.Message, StringComparison.Ordinal);
            Assert.Contains($"not to thread {thread.ManagedThreadId} 'the wrong one'", error.Message, StringComparison.Ordinal);
        });
    }

    [SkippableFact]
    public void A_call_in_another_context_is_told_so_and_deletes_nothing_there()
    {
        using HeadlessContext mine = Gpu.OpenContext(GlProfile.Core);
        using var backend = new GpuBackend(mine.Gl);
        var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        Tensor output = worker.PeekOutput();
        output.ReadbackRequest();
        using (HeadlessContext another = HeadlessContext.Create(GlProfile.Core))
        {
            foreach (Action call in (Action[])
                [
                    () => worker.Schedule(), output.ReadbackRequest, () => output.IsReadbackRequestDone(),
                    () => output.ReadbackAndClone(), worker.Dispose,
                ])
            {
                var error = Assert.Throws<InvalidOperationException>(call);
                Assert.Contains("but the GPU device works in context", error.Message, StringComparison.Ordinal);
                Assert.Contains(nameof(GlDevice.Recreate), error.Message, StringComparison.Ordinal);
            }
        }

        mine.MakeCurrent();
        using var again = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(again, "back in its own context");
    }

    private static float[] Convert(GL gl, uint texture)
    {
        using var backend = new GpuBackend(gl);
        var options = new Frames.FrameToTensorOptions { Width = 10, Height = 12 };
        using var converter = new TextureConverter(backend, options);
        using Tensor<float> tensor = GpuTensor.Create(backend, options.Shape);
        converter.ToTensor(Frames.GpuFrame.Texture(texture, 10, 12), tensor);
        return tensor.ReadbackAndClone().AsSpan().ToArray();
    }
}
