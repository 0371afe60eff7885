using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Plans made piece by piece, and binaries of programs. Runs alone: it changes the cache's folder.</summary>
[Collection(nameof(GpuPlanTests))]
public sealed class GpuWarmUpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vision-test-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable(ProgramStore.FolderVariable);

    public GpuWarmUpTests() => Environment.SetEnvironmentVariable(ProgramStore.FolderVariable, _folder);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ProgramStore.FolderVariable, _before);
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_plan_made_in_pieces_computes_what_others_compute(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        using WarmUp warmUp = worker.BeginWarmUp();
        int slices = 0;
        while (warmUp.MoveNext(TimeSpan.Zero))
            slices += warmUp.Progress.Done > 0 ? 1 : 0;
        // Memory, weights, programs, putting together, each step.
        Assert.InRange(slices, 3 + device.Programs.Count + 5, int.MaxValue);
        Assert.Equal(device.Programs.Count, device.Programs.CompiledCount);
        for (int step = 0; step < worker.Prepare().StepCount; step++)
            Assert.NotNull(((IStepCosts)worker.Plan!).CostOf(step));
        SmallNetwork.AssertRuns(worker, "in pieces");
        Assert.Equal(device.Programs.Count, device.Programs.CompiledCount);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void With_a_warm_cache_no_shader_is_compiled(GlProfile profile)
    {
        int programs = Count(inPieces: true, out int compiled);
        Assert.Equal(programs, compiled);
        Assert.NotEqual(0, programs);
        Assert.Equal(programs, Count(inPieces: true, out compiled));
        Assert.Equal(0, compiled);
        Assert.Equal(programs, Count(inPieces: false, out compiled));
        Assert.Equal(0, compiled);

        int Count(bool inPieces, out int compiled)
        {
            // Counts what reaches the driver, whatever the cache says.
            int shaders = 0;
            using HeadlessContext context = Gpu.OpenContext(profile);
            var driver = new GlInterposer();
            driver.Hook<GlInterposer.Delete1>("glCompileShader", inner => shader =>
            {
                shaders++;
                inner(shader);
            });
            using var backend = new GpuBackend(driver.Load);
            using Worker worker = Open(backend);
            if (inPieces)
            {
                using WarmUp warmUp = worker.BeginWarmUp();
                warmUp.FinishBlocking();
            }

            SmallNetwork.AssertRuns(worker, "with a cache");
            compiled = backend.Device.Programs.CompiledCount;
            Assert.Equal(compiled, shaders);
            return backend.Device.Programs.Count;
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Giving_up_leaves_nothing_behind(bool isLost)
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        using (var backend = new GpuBackend(driver.Load))
        {
            using Worker worker = Open(backend);
            for (int pieces = 0; pieces < 12; pieces += 3)
            {
                using WarmUp warmUp = worker.BeginWarmUp();
                int before = warmUp.Progress.Done;
                while (warmUp.Progress.Done < before + pieces && warmUp.MoveNext(TimeSpan.Zero))
                    Thread.Yield();
            }

            foreach ((string kind, int count) in driver.Alive)
                Assert.True(kind is "Program" or "Shader" || count == 0, $"{count} {kind}");
            if (isLost)
                backend.Device.MarkLost("On purpose.");
        }

        foreach ((string kind, int count) in driver.Alive)
            Assert.True(isLost || count == 0, $"{count} {kind}");
    }

    [SkippableFact]
    public void A_detector_gets_its_programs_one_a_tick_and_none_in_its_first_frame()
    {
        TestPicture picture = TestPicture.Random(64, 48, 3);
        VisionModel model = VisionModel.Load(
            Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx"));
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using var host = new VisionHost(TimeSpan.Zero);
        var detector = host.Add(new ObjectDetectorBehaviour(new ModelAsset(model), backend));
        while (detector.State == FrameBehaviourState.Loading)
        {
            int before = device.Programs.Count;
            host.Tick(0);
            Assert.InRange(device.Programs.Count - before, 0, 1);
        }

        int programs = device.Programs.Count;
        Assert.True(detector.Process(picture.Frame, default));
        while (detector.ResultsCount == 0)
            host.Tick(0);
        Assert.Equal(programs, device.Programs.Count);
    }

    [SkippableFact]
    public void With_another_context_a_preparation_begins_anew()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        using WarmUp warmUp = worker.BeginWarmUp();
        while (warmUp.Progress.Done < 5)
            warmUp.MoveNext(TimeSpan.Zero);
        Gpu.Destroy(device);
        Assert.Throws<GpuDeviceLostException>(warmUp.FinishBlocking);
        backend.Recreate();
        warmUp.FinishBlocking();
        SmallNetwork.AssertRuns(worker, "after all");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_makes_each_program_once_and_reports_the_one_that_fails(bool inParallel)
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        ShaderLibrary library = Gpu.Library(
            ("good.comp", "layout(local_size_x = SIZE) in;\nvoid main() { }"),
            ("bad.comp", "layout(local_size_x = 1) in;\nvoid main() { nowhere(); }"));
        using var cache = new ProgramCache(device, library, null)
        {
            CompilesInParallel = inParallel && device.Programs.CompilesInParallel,
        };
        var batch = new ProgramBatch(cache);
        for (int i = 0; i < 6; i++)
            batch.Add("good.comp", [new ShaderDefine("SIZE", 1 + (i % 3))]);
        Assert.Equal((0, 3), (batch.Done, batch.Total));
        Finish(batch);
        Assert.Equal((3, 3, 3), (batch.Done, cache.Count, cache.CompiledCount));

        var second = new ProgramBatch(cache);
        second.Add("bad.comp", []);
        second.Add("good.comp", [new ShaderDefine("SIZE", 1)]);
        second.Add("good.comp", [new ShaderDefine("SIZE", 9)]);
        var error = Assert.Throws<ShaderCompilationException>(() => Finish(second));
        Assert.Equal("bad.comp", error.Shader);
        // What the batch had begun is finished by whoever needs it.
        Assert.Equal("good.comp", cache.Get("good.comp", new ShaderDefine("SIZE", 9)).Name);
        Assert.Equal(4, cache.Count);

        static void Finish(ProgramBatch batch)
        {
            while (!batch.IsComplete)
                batch.MoveNext();
        }
    }

    private static Worker Open(IBackend backend)
    {
        var worker = new Worker(SmallNetwork.Create(), backend);
        worker.SetInput(RandomTensor.Uniform(SmallNetwork.Input, 1));
        return worker;
    }
}
