using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

/// <summary>Where slices end: deadlines, waiting for a device, inputs that take long.</summary>
public sealed class SliceRuleTests : IDisposable
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    private readonly ManualClock _clock = new();
    private readonly TimedBackend _backend;

    public SliceRuleTests() => _backend = new TimedBackend(_clock);

    public void Dispose() => _backend.Dispose();

    [Fact]
    public void A_run_with_a_deadline_grows_its_slices_as_it_must_and_ends_in_time()
    {
        using Worker worker = Chain(40);
        Assert.Equal(20, Slices(worker, 2, interval: 16).Count);
        // 40 ms of work; frames of 16 ms and slices of 2 ms would need 20 frames, 100 ms leave six.
        TimeSpan start = _clock.Now;
        List<int> slices = Slices(worker, 2, interval: 16, within: 100);
        Assert.InRange((_clock.Now - start).TotalMilliseconds, 60, 100 + 16);
        Assert.InRange(slices.Count, 4, 6);
        Assert.InRange(slices[0], 5, 10);
        // Time enough: the budget is kept.
        Assert.Equal(20, Slices(worker, 2, interval: 16, within: 1000).Count);
        // No time at all: one slice does everything.
        Assert.Equal([40], Slices(worker, 2, interval: 16, within: 0));
    }

    [Fact]
    public void A_missed_deadline_is_told()
    {
        using Worker worker = Chain(10);
        Assert.False(Run(budget: 2, within: 1000, interval: 16));
        Assert.False(Run(budget: 2, within: 60, interval: 16));
        Assert.False(Run(budget: 2, within: null, interval: 16));
        // Ten milliseconds of work cannot be done in five, and a host that pauses for a second cannot be helped.
        Assert.True(Run(budget: 2, within: 5, interval: 16));
        Assert.True(Run(budget: 2, within: 500, interval: 1000));

        SlicedRun waiting = worker.ScheduleIterable(TimeSpan.Zero, TimeSpan.FromMilliseconds(3));
        Assert.False(waiting.IsLate);
        _clock.Advance(4);
        Assert.True(waiting.IsLate);

        bool Run(double budget, double? within, double interval)
        {
            SlicedRun run = worker.ScheduleIterable(
                TimeSpan.FromMilliseconds(budget), within is { } time ? TimeSpan.FromMilliseconds(time) : null);
            while (run.MoveNext())
                _clock.Advance(interval);
            bool late = run.IsLate;
            _clock.Advance(10_000);
            Assert.Equal(late, run.IsLate);
            return late;
        }
    }

    [Fact]
    public void A_deadline_counts_what_the_device_has_to_do()
    {
        // 40 ms of work on the device, which the thread does not feel.
        (_backend.Cost, _backend.DeviceCosts) = (_ => 0.01, _ => 1);
        using Worker worker = Chain(40);
        Assert.Equal(20, Slices(worker, 2, interval: 16).Count);
        List<int> slices = Slices(worker, 2, interval: 16, within: 100);
        // One of the six slices that 100 ms have is left for the outputs to arrive.
        Assert.InRange(slices.Count, 3, 5);
        Assert.True(slices.Zip([0, .. slices]).Max(s => s.First - s.Second) > 2);
    }

    [Fact]
    public void A_slice_ends_where_a_step_would_wait_for_the_device()
    {
        bool arrived = false;
        _backend.IsReady = step => step != 2 || arrived;
        using Worker worker = Chain(4);
        SlicedRun run = worker.ScheduleIterable(Forever);
        Assert.True(run.MoveNext());
        Assert.Equal(2, run.Current.Done);
        Assert.True(run.MoveNext());
        Assert.False(run.TryMoveNext(Forever));
        Assert.Equal(2, run.Current.Done);
        arrived = true;
        Assert.True(run.MoveNext());
        Assert.True(run.IsComplete);

        // At its deadline a run waits no longer to be allowed to wait.
        arrived = false;
        Assert.Equal([4], Slices(worker, 1, within: 0));
    }

    [Fact]
    public void Inputs_that_take_longer_than_the_budget_are_a_slice_of_their_own()
    {
        _backend.InputCost = 3;
        using Worker worker = Chain(4);
        Slices(worker, 100);
        Assert.Equal([0, 2, 4], Slices(worker, 2));
        Assert.Equal([2, 4], Slices(worker, 5));
        Assert.Equal([4], Slices(worker, 7));
        SlicedRun run = worker.ScheduleIterable(TimeSpan.Zero);
        Assert.False(run.TryMoveNext(TimeSpan.FromMilliseconds(2)));
    }

    [Fact]
    public void Parts_on_two_backends_wait_for_each_other_without_blocking()
    {
        (_backend.Cost, _backend.DeviceCosts, _backend.ReadbackPolls) = (_ => 0.01, _ => 1, 2);
        _backend.Unsupported = "Abs";
        using Worker worker = SlicedChain.Create(_backend, _clock, 5, FallbackMode.Cpu);
        // Nothing is known of the thread's costs yet, but those of the device are: two steps a slice. The last step is
        // the CPU's; reading its input before it has arrived would fail the test.
        for (int run = 0; run < 3; run++)
        {
            Assert.Equal([2, 4, 4, 5], Slices(worker, 2));
            Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
        }

        _backend.ReadbackPolls = 0;
        Assert.Equal([2, 5], Slices(worker, 2));
    }

    private List<int> Slices(Worker worker, double budget, double interval = 0, double? within = null) =>
        SlicedChain.Run(worker, _clock, budget, interval, within);

    private Worker Chain(int length) => SlicedChain.Create(_backend, _clock, length);
}
