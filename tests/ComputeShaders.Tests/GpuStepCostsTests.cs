using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>What steps cost on the GPU. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(GpuPlanTests))]
public class GpuStepCostsTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Costs_appear_after_a_few_runs_and_slices_keep_to_them(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        var costs = (IStepCosts)worker.Prepare();
        int steps = worker.Plan!.StepCount;
        Assert.Null(costs.CostOf(0));
        for (int run = 0; run < 3; run++)
        {
            Run(worker, Forever);
            device.Gl.Finish();
        }

        // The results of the last run are taken when the next one begins.
        Run(worker, Forever);
        TimeSpan[] known = [.. Enumerable.Range(0, steps).Select(step => costs.CostOf(step)!.Value)];
        Assert.All(known, cost => Assert.InRange(cost, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.Contains(known, cost => cost > TimeSpan.Zero);
        SlicedRun sliced = worker.ScheduleIterable(TimeSpan.Zero);
        // All that is known fits into a long time, and nothing into no time.
        Assert.False(sliced.TryMoveNext(TimeSpan.Zero));
        Assert.True(sliced.MoveNext());
        Assert.InRange(sliced.Current.Done, 0, 1);
        Assert.True(sliced.MoveNext(Forever));
        Assert.True(sliced.IsComplete);
    }

    [SkippableFact]
    public void Without_a_clock_steps_are_measured_while_the_plan_is_made()
    {
        using GlDevice device = Gpu.Open(GlProfile.Es);
        device.UsesClock = false;
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        var costs = (IStepCosts)worker.Prepare();
        for (int step = 0; step < worker.Plan!.StepCount; step++)
            Assert.True(costs.CostOf(step) > TimeSpan.Zero);
        using var reference = new ReferenceBackend();
        using Worker oracle = Open(reference);
        worker.Schedule();
        oracle.Schedule();
        TensorAssert.Equal(oracle.PeekOutput(), worker.PeekOutput().ReadbackAndClone(), 1e-4, 1e-4, "after measuring");
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Measuring_allocates_nothing(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        for (int run = 0; run < 40; run++)
            Run(worker, TimeSpan.FromMilliseconds(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 40; run++)
            Run(worker, TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [SkippableFact]
    public void Queries_are_made_when_costs_are_asked_for_and_go_with_the_plan()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        using var backend = new GpuBackend(driver.Load);
        using (Worker worker = Open(backend))
        {
            worker.Schedule();
            Assert.Equal(0, driver.Alive["Queries"]);
            for (int run = 0; run < 40; run++)
                Run(worker, TimeSpan.FromMilliseconds(1));
            Assert.InRange(driver.Alive["Queries"], 2, 64);
        }

        Assert.Equal(0, driver.Alive["Queries"]);
    }

    [SkippableFact]
    public void A_worker_that_is_never_sliced_measures_nothing()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using Worker worker = Open(backend);
        worker.Schedule();
        worker.Schedule();
        device.Gl.Finish();
        worker.Schedule();
        Assert.Null(((IStepCosts)worker.Plan!).CostOf(0));
    }

    private static Worker Open(IBackend backend)
    {
        var worker = new Worker(SmallNetwork.Create(), backend);
        worker.SetInput(RandomTensor.Uniform(SmallNetwork.Input, 1));
        return worker;
    }

    private static void Run(Worker worker, TimeSpan budget)
    {
        foreach ((int done, int total) in worker.ScheduleIterable(budget))
            Assert.True(done <= total);
    }
}
