using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Timing layer by layer.</summary>
public class GpuStepClockTests
{
    [SkippableTheory]
    [InlineData(GlProfile.Core, true, StepClock.Gpu)]
    [InlineData(GlProfile.Core, false, StepClock.Fences)]
    [InlineData(GlProfile.Es, false, StepClock.Fences)]
    public void Each_step_is_timed_by_itself(GlProfile profile, bool trustsClock, StepClock expected)
    {
        using GlDevice device = Gpu.Open(profile);
        Requirement.SkipUnless(!trustsClock || GpuTimer.IsAvailable(device), "the driver has no clock");
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        worker.Schedule(RandomTensor.Uniform(SmallNetwork.Input, 1));
        using var clock = new GpuStepClock(device, trustsClock);
        Assert.Equal(expected, clock.Kind);
        for (int step = 0; step < worker.Plan!.StepCount; step++)
            Assert.InRange(clock.TimeBlocking(step, worker.Plan.RunStep), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(10));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_model_is_timed_layer_by_layer_and_computes_the_same(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        Tensor[] inputs = [RandomTensor.Uniform(SmallNetwork.Input, 1)];
        ModelTimes times = ModelTimer.Measure(SmallNetwork.Create(), inputs, backend);
        Assert.Equal(device.Info.IsSoftware ? StepClock.Fences : StepClock.Gpu, times.Clock);
        Assert.True(times.Sum > TimeSpan.Zero && times.WholeRun > TimeSpan.Zero);
        using var reference = new ReferenceBackend();
        ModelComparison compared = ModelComparer.Compare(SmallNetwork.Create(), inputs, [reference, backend]);
        Assert.Equal(compared.Layers.Select(l => l.Node).Distinct(), times.Layers.Select(l => l.Node));
        Assert.True(compared.IsWithin);
    }
}
