using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

public sealed class SlicedRunTests : IDisposable
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    private readonly ManualClock _clock = new();
    private readonly TimedBackend _backend;

    public SlicedRunTests() => _backend = new TimedBackend(_clock);

    public void Dispose() => _backend.Dispose();

    [Fact]
    public void A_slice_stops_before_the_step_that_would_exceed_the_budget()
    {
        using Worker worker = Chain(6);
        // Nothing is known in the first run: a slice stops when the budget is spent.
        Assert.Equal([3, 6], Slices(worker, 2.5));
        Assert.Equal([2, 4, 6], Slices(worker, 2.5));
        Assert.Equal([6], Slices(worker, 6));
        Assert.Equal([5, 6], Slices(worker, 5.9));
    }

    [Fact]
    public void A_slice_does_at_least_one_step_and_takes_at_most_the_budget_and_one_step()
    {
        double[] costs = [0.1, 7, 0.2, 0.3, 1.4, 0.4, 0.4, 9, 9, 0.1];
        _backend.Cost = step => costs[step];
        using Worker worker = Chain(costs.Length);
        foreach (double budget in (double[])[0, 0.5, 1.5, 3, 20])
        {
            for (int run = 0; run < 3; run++)
            {
                int before = 0;
                TimeSpan start = _clock.Now;
                foreach ((int done, _) in worker.ScheduleIterable(TimeSpan.FromMilliseconds(budget)))
                {
                    double elapsed = (_clock.Now - start).TotalMilliseconds;
                    Assert.True(done > before);
                    Assert.True(elapsed - costs[done - 1] < Math.Max(budget, 1e-9), $"{elapsed} of {budget} ms");
                    if (run > 0 && done - before > 1)
                        Assert.True(elapsed <= budget + 1e-9, $"{elapsed} of {budget} ms in learned steps");
                    (before, start) = (done, _clock.Now);
                }

                Assert.Equal(costs.Length, before);
            }
        }
    }

    [Fact]
    public void The_outputs_are_those_of_a_run_in_one_go()
    {
        using Worker worker = Chain(5);
        SlicedRun run = worker.ScheduleIterable(TimeSpan.FromMilliseconds(2));
        Assert.Equal((0, 5), run.Current);
        Assert.True(run.MoveNext());
        Assert.False(run.IsComplete);
        Assert.Throws<InvalidOperationException>(() => worker.PeekOutput());
        while (run.MoveNext())
            Assert.InRange(run.Current.Done, 1, 5);
        Assert.True(run.IsComplete);
        Assert.False(run.MoveNext());
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
        Assert.Equal(_backend.Runs.Begun, _backend.Runs.Ended);
    }

    [Fact]
    public void Each_slice_may_have_a_budget_of_its_own()
    {
        using Worker worker = Chain(6);
        Slices(worker, 100);
        SlicedRun run = worker.ScheduleIterable(TimeSpan.Zero);
        Assert.True(run.MoveNext());
        Assert.Equal(1, run.Current.Done);
        Assert.True(run.MoveNext(TimeSpan.FromMilliseconds(3)));
        Assert.Equal(4, run.Current.Done);
        Assert.True(run.MoveNext());
        Assert.Equal(5, run.Current.Done);
    }

    [Fact]
    public void A_slice_that_need_not_progress_runs_only_what_is_known_to_fit()
    {
        using Worker worker = Chain(3);
        SlicedRun first = worker.ScheduleIterable(TimeSpan.Zero);
        Assert.False(first.TryMoveNext(Forever));
        Assert.True(first.MoveNext());
        Assert.False(first.TryMoveNext(Forever));
        Slices(worker, 100);
        SlicedRun second = worker.ScheduleIterable(TimeSpan.Zero);
        Assert.False(second.TryMoveNext(TimeSpan.FromMilliseconds(0.9)));
        Assert.Equal(0, second.Current.Done);
        Assert.True(second.TryMoveNext(TimeSpan.FromMilliseconds(2.1)));
        Assert.Equal(2, second.Current.Done);
        Assert.True(second.TryMoveNext(Forever));
        Assert.True(second.IsComplete);
        Assert.False(second.TryMoveNext(Forever));
    }

    [Fact]
    public void What_was_learned_of_a_shape_stays_while_its_plan_is_kept()
    {
        using Worker worker = Chain(4);
        Slices(worker, 100);
        worker.SetInput(new Tensor<float>([7]));
        Assert.Equal([3, 4], Slices(worker, 2.5));
        worker.SetInput(new Tensor<float>([1]));
        Assert.Equal([2, 4], Slices(worker, 2.5));
    }

    [Fact]
    public void One_hiccup_is_forgiven_and_a_lasting_change_followed()
    {
        using Worker worker = Chain(4);
        Slices(worker, 100);
        _backend.Cost = step => step == 1 ? 500 : 1;
        Slices(worker, 100);
        _backend.Cost = _ => 1;
        for (int run = 0; run < 6; run++)
            Slices(worker, 100);
        Assert.Equal([2, 4], Slices(worker, 2.5));

        _backend.Cost = _ => 2;
        for (int run = 0; run < 12; run++)
            Slices(worker, 100);
        Assert.Equal([1, 2, 3, 4], Slices(worker, 2.5));
        Assert.Equal([2, 4], Slices(worker, 4.5));
    }

    [Fact]
    public void A_device_gets_no_more_in_a_slice_than_fits_the_budget()
    {
        // Submitting costs next to nothing; the device takes its time.
        _backend.Cost = _ => 0.01;
        _backend.DeviceCosts = _ => null;
        using Worker worker = Chain(6);
        Assert.Equal([1, 2, 3, 4, 5, 6], Slices(worker, 3));
        _backend.DeviceCosts = _ => 1;
        Assert.Equal([3, 6], Slices(worker, 3));
        Assert.Equal([2, 4, 6], Slices(worker, 2.9));
        _backend.DeviceCosts = step => step == 2 ? 50 : 1;
        Assert.Equal([2, 3, 6], Slices(worker, 3));
    }

    [Fact]
    public void A_run_that_was_overtaken_cannot_go_on()
    {
        Worker worker = Chain(3);
        SlicedRun run = worker.ScheduleIterable(TimeSpan.Zero);
        run.MoveNext();
        worker.Schedule();
        Assert.Throws<InvalidOperationException>(() => run.MoveNext());
        Assert.Throws<InvalidOperationException>(() => run.Current);
        SlicedRun next = worker.ScheduleIterable(TimeSpan.Zero);
        Assert.Throws<InvalidOperationException>(() => run.MoveNext());
        Assert.True(next.MoveNext());
        worker.SetInput(new Tensor<float>([9]));
        worker.Prepare();
        Assert.Throws<InvalidOperationException>(() => next.MoveNext());
        SlicedRun last = worker.ScheduleIterable(TimeSpan.Zero);
        worker.Dispose();
        Assert.Throws<InvalidOperationException>(() => last.MoveNext());
    }

    [Fact]
    public void A_step_that_fails_ends_its_run_properly_and_may_be_tried_again()
    {
        using Worker worker = Chain(3);
        SlicedRun run = worker.ScheduleIterable(TimeSpan.Zero);
        run.MoveNext();
        _backend.NextError = new InvalidOperationException("on purpose");
        Assert.Equal("on purpose", Assert.Throws<InvalidOperationException>(() => run.MoveNext()).Message);
        Assert.Equal(_backend.Runs.Begun, _backend.Runs.Ended);
        Assert.Equal(1, run.Current.Done);
        while (run.MoveNext())
            Assert.Equal(_backend.Runs.Begun, _backend.Runs.Ended);
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
    }

    [Fact]
    public void Slices_allocate_nothing()
    {
        using Worker worker = Chain(50);
        Slices(worker, 1);
        Run(worker);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Run(worker);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run(Worker worker)
        {
            foreach ((int done, int total) in worker.ScheduleIterable(TimeSpan.FromMilliseconds(3), Forever))
                Assert.True(done <= total);
        }
    }

    private List<int> Slices(Worker worker, double budget) => SlicedChain.Run(worker, _clock, budget);

    private Worker Chain(int length) => SlicedChain.Create(_backend, _clock, length);
}
