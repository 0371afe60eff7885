using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Contexts that go away between runs, in runs and behind them, and work that goes on in the next.</summary>
public class DeviceLossTests
{
    public static TheoryData<GlProfile> Profiles => Gpu.Profiles;

    [SkippableTheory]
    [MemberData(nameof(Profiles))]
    public void A_worker_goes_on_in_the_hosts_next_context(GlProfile profile)
    {
        using HeadlessContext first = Gpu.OpenContext(profile);
        using var backend = new GpuBackend(first.Gl);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        first.Dispose();

        var error = Assert.Throws<InvalidOperationException>(() => worker.Schedule());
        Assert.Contains("No OpenGL context is current", error.Message, StringComparison.Ordinal);
        using HeadlessContext second = HeadlessContext.Create(profile);
        backend.Recreate(second.Gl);
        SmallNetwork.AssertRuns(worker, "after");
        SmallNetwork.AssertRuns(worker, "with the same plan", input: 2);
    }

    [SkippableTheory]
    [MemberData(nameof(Profiles))]
    public void A_context_destroyed_in_the_middle_of_a_run_ends_the_run_alone(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        Tensor<float> input = RandomTensor.Uniform(SmallNetwork.Input, 1);
        worker.SetInput(input);
        for (int done = 1; done <= 2; done++)
        {
            SlicedRun run = worker.ScheduleIterable(TimeSpan.Zero);
            for (int i = 0; i < done; i++)
                Assert.True(run.MoveNext());
            Assert.False(run.IsComplete);
            Gpu.Destroy(device);

            Assert.Throws<GpuDeviceLostException>(() => run.MoveNext());
            Assert.True(backend.IsLost);
            Assert.Throws<InvalidOperationException>(() => worker.PeekOutput());
            backend.Recreate();
            Assert.False(backend.IsLost);
            Assert.Throws<GpuDeviceLostException>(() => run.MoveNext());

            foreach (var _ in worker.ScheduleIterable(TimeSpan.Zero))
            {
            }

            SmallNetwork.AssertOutput(worker, input, $"after loss {done}");
        }
    }

    [SkippableFact]
    public void A_driver_that_resets_the_GPU_is_noticed_with_the_next_run()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        using var backend = new GpuBackend(driver.Load);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        worker.PeekOutput().ReadbackRequest();
        Tensor pending = worker.PeekOutput();
        driver.ResetStatus = 0x8254;

        var error = Assert.Throws<GpuDeviceLostException>(() => worker.Schedule());
        Assert.Contains("because of another program", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(GpuBackend.Recreate), error.Message, StringComparison.Ordinal);
        Assert.Throws<GpuDeviceLostException>(() => pending.IsReadbackRequestDone());
        Assert.Throws<GpuDeviceLostException>(() => pending.ReadbackAndClone());
        driver.ResetStatus = 0;
        using HeadlessContext next = HeadlessContext.Create(GlProfile.Core);
        backend.Recreate(next.Gl);
        SmallNetwork.AssertRuns(worker, "after");
    }

    [SkippableFact]
    public void Read_backs_under_way_fail_rather_than_hang()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        OwnLoop.Run(async () =>
        {
            worker.Schedule(RandomTensor.Uniform(SmallNetwork.Input, 1));
            Tensor output = worker.PeekOutput();
            output.ReadbackRequest();
            Gpu.Destroy(device);
            await Assert.ThrowsAsync<GpuDeviceLostException>(async () => await output.ReadbackAndCloneAsync());
            Assert.Throws<GpuDeviceLostException>(() => output.IsReadbackRequestDone());
            Assert.Throws<GpuDeviceLostException>(() => output.ReadbackAndClone());

            backend.Recreate();
            await Assert.ThrowsAsync<GpuDeviceLostException>(async () => await output.ReadbackAndCloneAsync());
            Assert.Throws<GpuDeviceLostException>(() => output.ReadbackAndClone());
            Tensor<float> input = RandomTensor.Uniform(SmallNetwork.Input, 2);
            worker.Schedule(input);
            TensorAssert.Equal(SmallNetwork.Expected(input),
                await worker.PeekOutput().ReadbackAndCloneAsync(), 1e-4, 1e-4, "after");
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Profiles))]
    public void What_the_host_makes_in_its_next_context_is_not_taken_for_the_old(GlProfile profile)
    {
        using HeadlessContext first = Gpu.OpenContext(profile);
        using var backend = new GpuBackend(first.Gl);
        var worker = new Worker(SmallNetwork.Create(), backend);
        using Tensor<float> tensor = GpuTensor.Create(backend, SmallNetwork.Input);
        var converter = new TextureConverter(backend, new FrameToTensorOptions { Width = 8, Height = 8 });
        SmallNetwork.AssertRuns(worker, "before");
        worker.PeekOutput().ReadbackRequest();
        first.Dispose();

        using HeadlessContext second = HeadlessContext.Create(profile);
        GL gl = second.Gl;
        // The host's new objects get the names that the plugin's had.
        uint[] buffers = [.. Enumerable.Range(0, 16).Select(i => Buffer(gl, i))];
        uint[] textures = [.. Enumerable.Range(0, 16).Select(_ => gl.GenTexture())];
        foreach (uint texture in textures)
            gl.BindTexture(TextureTarget.Texture2D, texture);
        backend.Recreate(gl);
        worker.Dispose();
        tensor.Dispose();
        converter.Dispose();

        using var device = new GlDevice(gl);
        Assert.All(textures, texture => Assert.True(IsTexture(gl, texture)));
        Assert.Equal(Enumerable.Range(0, 16), buffers.Select(buffer => Content(gl, buffer)));
        device.Check("the host's objects");
    }

    [SkippableFact]
    public void Tensors_and_converters_on_the_GPU_go_on_once_they_are_written()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        var options = new FrameToTensorOptions { Width = 10, Height = 12, Mean = [1, 1, 1] };
        using var converter = new TextureConverter(backend, options);
        using Tensor<float> tensor = GpuTensor.Create(backend, options.Shape);
        using var worker = new Worker(SmallNetwork.Negation(), backend);
        float first = Convert(42);
        Gpu.Destroy(device);
        Assert.Throws<GpuDeviceLostException>(() => converter.ToTensor(GpuFrame.Texture(1, 10, 12), tensor));
        backend.Recreate();

        Assert.Throws<GpuDeviceLostException>(() => worker.Schedule(tensor));
        Assert.Throws<GpuDeviceLostException>(() => tensor.ReadbackAndClone());
        Assert.Equal(first, Convert(42));
        Assert.NotEqual(first, Convert(43));

        float Convert(int seed)
        {
            TestPicture picture = TestPicture.Random(10, 12, seed);
            converter.ToTensor(GpuFrame.Texture(Gpu.Upload(device.Gl, picture), 10, 12), tensor);
            worker.Schedule(tensor);
            return ((Tensor<float>)worker.PeekOutput()).ReadbackAndClone().AsSpan()[7];
        }
    }

    [SkippableFact]
    public void Networks_with_parts_on_the_CPU_go_on()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(
            SmallNetwork.WithLongs(), backend, new WorkerOptions { Fallback = FallbackMode.Cpu });
        Tensor<float> input = RandomTensor.Uniform([1, 12], 3, -9, 9);
        worker.Schedule(input);
        Assert.True(worker.Coverage!.Segments > 1);
        float[] before = ((Tensor<float>)worker.PeekOutput()).ReadbackAndClone().AsSpan().ToArray();
        Gpu.Destroy(device);
        Assert.Throws<GpuDeviceLostException>(() => worker.Schedule());
        backend.Recreate();
        worker.Schedule();
        Assert.Equal(before, ((Tensor<float>)worker.PeekOutput()).ReadbackAndClone().AsSpan().ToArray());
    }

    [SkippableFact]
    public void A_host_may_say_so_itself_and_go_on_with_another_kind_of_OpenGL_on_another_thread()
    {
        using HeadlessContext first = Gpu.OpenContext(GlProfile.Core);
        using var backend = new GpuBackend(first.Gl);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        backend.Device.MarkLost("The window was closed.");
        var error = Assert.Throws<GpuDeviceLostException>(() => worker.Schedule());
        Assert.StartsWith("The window was closed.", error.Message, StringComparison.Ordinal);
        first.Release();

        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() =>
        {
            using HeadlessContext second = HeadlessContext.Create(GlProfile.Es);
            backend.Recreate(second.Gl);
            Assert.True(backend.Device.Info.IsEs);
            SmallNetwork.AssertRuns(worker, "after");
            worker.Dispose();
            backend.Dispose();
        }));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [SkippableFact]
    public void Without_another_context_it_stays_lost()
    {
        using HeadlessContext first = Gpu.OpenContext(GlProfile.Core);
        using var backend = new GpuBackend(first.Gl);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        first.Dispose();
        Assert.Throws<GpuUnavailableException>(() => backend.Recreate());
        Assert.True(backend.IsLost);
        Assert.Throws<GpuDeviceLostException>(
            () => worker.Schedule(RandomTensor.Uniform(SmallNetwork.Input, 1)));
        using HeadlessContext second = HeadlessContext.Create(GlProfile.Core);
        backend.Recreate();
        SmallNetwork.AssertRuns(worker, "after");

        using GlDevice own = Gpu.Open(GlProfile.Core);
        Assert.Throws<ArgumentException>(() => own.Recreate(second.Gl));
        Assert.False(own.IsLost);
    }

    private static unsafe bool IsTexture(GL gl, uint texture) =>
        ((delegate* unmanaged<uint, byte>)gl.Context.GetProcAddress("glIsTexture"))(texture) != 0;

    private static uint Buffer(GL gl, int content)
    {
        uint buffer = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, buffer);
        gl.BufferData(BufferTargetARB.CopyWriteBuffer, (ReadOnlySpan<int>)[content], BufferUsageARB.StaticDraw);
        return buffer;
    }

    private static unsafe int Content(GL gl, uint buffer)
    {
        gl.BindBuffer(BufferTargetARB.CopyReadBuffer, buffer);
        int* mapped = (int*)gl.MapBufferRange(
            BufferTargetARB.CopyReadBuffer, 0, sizeof(int), MapBufferAccessMask.ReadBit);
        int content = mapped is null ? -1 : *mapped;
        gl.UnmapBuffer(BufferTargetARB.CopyReadBuffer);
        return content;
    }
}
