using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;
using VisionPlugin.ComputeShaders.Tests.Guests;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>
/// Workers, components and backends on the GPU that come and go leave no object in the host's context. Objects are counted
/// between the plugin and the driver. Runs alone: what others hold would be counted.
/// </summary>
[Collection(nameof(GpuCycleTests))]
[CollectionDefinition(nameof(GpuCycleTests), DisableParallelization = true)]
public class GpuCycleTests
{
    private const int Megabyte = 1 << 20;

    private static readonly Tensor<float> Input = RandomTensor.Uniform(SmallNetwork.Input, 1);

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_thousand_workers_leave_objects_and_memory_flat(GlProfile profile)
    {
        using HeadlessContext context = Gpu.OpenContext(profile);
        var driver = new GlInterposer();
        var backend = new GpuBackend(driver.Gl);
        backend.Device.ChecksErrors = false;
        void Cycle(int i)
        {
            using var worker = new Worker(SmallNetwork.Create(), backend);
            worker.SetInput(Input);
            SlicedRun run = worker.ScheduleIterable(TimeSpan.FromMilliseconds(i % 3));
            run.MoveNext();
            if (i % 2 == 0)
                return; // A run that is given up.
            worker.Schedule();
            worker.PeekOutput().ReadbackRequest();
            if (i % 5 == 0)
                worker.PeekOutput().ReadbackAndClone();
        }

        for (int i = 0; i < 60; i++)
            Cycle(i);
        ProcessMemory before = ProcessMemory.Read();
        string objects = driver.Describe();
        for (int i = 0; i < 1_000; i++)
            Cycle(i);
        Assert.Equal(objects, driver.Describe());
        ProcessMemory.Read().AssertFlat(before, Megabyte, 64 * Megabyte);
        SmallNetwork.AssertRuns(new Worker(SmallNetwork.Create(), backend), "at the end");
        backend.Dispose();
    }

    [SkippableFact]
    public void Everything_that_is_made_is_deleted()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        uint picture = Gpu.Upload(context.Gl, TestPicture.Random(48, 40, 1));
        for (int i = 0; i < 3; i++)
        {
            using (var calls = new GuestCalls(
                driver.Gl, picture, Gpu.Framebuffer(context.Gl, picture), checksErrors: i == 1))
            {
                foreach ((_, Action call) in calls.All.TakeWhile(c => c.Name != "lost"))
                    call();
                Assert.NotEmpty(driver.Describe());
            }

            Assert.Empty(driver.Describe());
        }
    }

    [SkippableFact]
    public void Textures_and_framebuffers_of_changing_sizes_leave_nothing()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        using var backend = new GpuBackend(driver.Gl);
        VisionModel model = VisionModel.Load(
            Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx"));
        uint texture = Gpu.Upload(context.Gl, TestPicture.Random(64, 48, 1));
        void Cycle(int i)
        {
            using var classifier = new ImageClassifier(model, backend);
            classifier.Process(GpuFrame.Texture(texture, 64, 48).Crop(new PixelRect(0, 0, 10 + (i % 50), 20)));
            classifier.Process(TestPicture.Random(20, 20, i).Frame);
        }

        for (int i = 0; i < 3; i++)
            Cycle(i);
        string objects = driver.Describe();
        for (int i = 0; i < 30; i++)
            Cycle(i);
        Assert.Equal(objects, driver.Describe());
    }

    [SkippableFact]
    public void An_allocation_that_fails_leaves_nothing_whichever_it_is()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        int left = 0, failed = 0;
        var driver = new GlInterposer();
        driver.Hook<BufferData>("glBufferData", original => (target, size, data, use) =>
            original(target, --left == 0 ? 1L << 50 : size, data, use));
        using var backend = new GpuBackend(driver.Gl);
        void MakeAll()
        {
            using var worker = new Worker(SmallNetwork.Create(), backend);
            worker.Schedule(Input);
            worker.PeekOutput().ReadbackRequest();
            using Tensor<float> tensor = GpuTensor.Create(backend, SmallNetwork.Input);
            using var converter = new TextureConverter(backend, new FrameToTensorOptions { Width = 4, Height = 4 });
        }

        // Programs stay, for the next one.
        MakeAll();
        string objects = driver.Describe();
        for (int fail = 1; failed == fail - 1; fail++)
        {
            left = fail;
            try
            {
                MakeAll();
            }
            catch (GpuOutOfMemoryException)
            {
                failed++;
            }

            left = 0;
            Assert.Equal($"{fail}: {objects}", $"{fail}: {driver.Describe()}");
        }

        // Activations, constants, read-back, the tensor and the converter's two tables.
        Assert.Equal(6, failed);
    }

    private delegate void BufferData(uint target, long size, nint data, uint use);
}
