using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

public sealed class WarmUpTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StagedBackend _backend;

    public WarmUpTests() => _backend = new StagedBackend(_clock);

    public void Dispose() => _backend.Dispose();

    [Fact]
    public void A_slice_takes_at_most_the_budget_and_one_piece()
    {
        using Worker worker = Open();
        using WarmUp warmUp = worker.BeginWarmUp();
        int slices = 0, done = 0;
        while (!warmUp.IsComplete)
        {
            TimeSpan start = _clock.Now;
            bool more = warmUp.MoveNext(TimeSpan.FromMilliseconds(2.5));
            Assert.Equal(!warmUp.IsComplete, more);
            Assert.InRange((_clock.Now - start).TotalMilliseconds, 0, 3);
            slices += _clock.Now > start ? 1 : 0;
            Assert.InRange(warmUp.Progress.Done, done, warmUp.Progress.Total - (more ? 1 : 0));
            done = warmUp.Progress.Done;
        }

        Assert.Equal(4, slices);
        Assert.Equal(1, warmUp.Progress.Fraction);
        Assert.False(warmUp.MoveNext(TimeSpan.Zero));
        Assert.Equal((1, 1), _backend.Preparations);
        worker.Schedule();
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
        Assert.Equal(0, _backend.PreparedAtOnce);
    }

    [Fact]
    public void Without_a_budget_a_slice_is_one_piece()
    {
        using Worker worker = Open();
        using WarmUp warmUp = worker.BeginWarmUp();
        while (_clock.Now == TimeSpan.Zero)
            warmUp.MoveNext(TimeSpan.Zero);
        for (int piece = 2; piece <= _backend.Pieces; piece++)
        {
            warmUp.MoveNext(TimeSpan.Zero);
            Assert.Equal(piece, _clock.Now.TotalMilliseconds);
        }

        Assert.True(warmUp.IsComplete);
    }

    [Fact]
    public void Waiting_for_the_driver_ends_a_slice()
    {
        bool waits = true;
        _backend.Waits = piece => piece == 4 && waits;
        using Worker worker = Open();
        using WarmUp warmUp = worker.BeginWarmUp();
        SpinWait.SpinUntil(() => warmUp.MoveNext(TimeSpan.FromDays(1)) && _clock.Now.TotalMilliseconds >= 4);
        for (int i = 0; i < 3; i++)
            Assert.True(warmUp.MoveNext(TimeSpan.FromDays(1)));
        Assert.Equal(4, _clock.Now.TotalMilliseconds);
        waits = false;
        warmUp.FinishBlocking();
        Assert.True(warmUp.IsComplete);
    }

    [Fact]
    public void What_is_given_up_is_released_and_the_worker_works_without()
    {
        using Worker worker = Open();
        WarmUp first = worker.BeginWarmUp();
        SpinWait.SpinUntil(() => first.MoveNext(TimeSpan.Zero) && _clock.Now > TimeSpan.Zero);
        using WarmUp second = worker.BeginWarmUp();
        Assert.Equal((1, 1), _backend.Preparations);
        Assert.Throws<ObjectDisposedException>(() => first.MoveNext(TimeSpan.Zero));
        second.Dispose();
        worker.Schedule();
        Assert.Equal(1, _backend.PreparedAtOnce);
        using WarmUp none = worker.BeginWarmUp();
        Assert.True(none.IsComplete);
        Assert.Equal(1, none.Progress.Fraction);

        worker.SetInput(new Tensor<float>([5]));
        WarmUp last = worker.BeginWarmUp();
        worker.Dispose();
        Assert.Throws<ObjectDisposedException>(() => last.MoveNext(TimeSpan.Zero));
        Assert.Equal(_backend.Preparations.Begun, _backend.Preparations.Ended);
    }

    [Fact]
    public void Other_shapes_run_on_while_a_plan_is_made()
    {
        using Worker worker = Open();
        worker.Schedule();
        worker.SetInput(new Tensor<float>([2], [5, 6]));
        using WarmUp warmUp = worker.BeginWarmUp();
        worker.SetInput(new Tensor<float>([1], [-4]));
        while (warmUp.MoveNext(TimeSpan.Zero))
        {
            worker.Schedule();
            Assert.Equal(4, worker.PeekOutput().AsSpan<float>()[0]);
        }

        worker.SetInput(new Tensor<float>([2], [5, 6]));
        worker.Schedule();
        Assert.Equal(1, _backend.PreparedAtOnce);
    }

    [Fact]
    public void With_another_context_it_begins_anew()
    {
        using Worker worker = Open();
        using WarmUp warmUp = worker.BeginWarmUp();
        SpinWait.SpinUntil(() => warmUp.MoveNext(TimeSpan.Zero) && _clock.Now.TotalMilliseconds >= 5);
        _backend.Generation++;
        warmUp.FinishBlocking();
        Assert.Equal((2, 2), _backend.Preparations);
        Assert.Equal(5 + _backend.Pieces, _clock.Now.TotalMilliseconds);
    }

    [Fact]
    public void On_the_CPU_a_thread_of_the_pool_does_it()
    {
        using var backend = new CpuBackend(1);
        using Worker worker = SlicedChain.Create(backend, _clock, 3);
        using WarmUp warmUp = worker.BeginWarmUp();
        Assert.Equal(0, warmUp.Progress.Fraction);
        warmUp.FinishBlocking();
        worker.Schedule();
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
    }

    [Fact]
    public void An_error_comes_out_of_the_slice_and_the_worker_may_try_again()
    {
        using Worker worker = Open();
        worker.SetInput(new Tensor<int>([1]));
        WarmUp wrong = worker.BeginWarmUp();
        Assert.ThrowsAny<VisionException>(wrong.FinishBlocking);
        worker.SetInput(new Tensor<float>([1], [-3]));
        using WarmUp right = worker.BeginWarmUp();
        _backend.NextError = new InvalidOperationException("on purpose");
        Assert.Equal("on purpose", Assert.Throws<InvalidOperationException>(right.FinishBlocking).Message);
        right.FinishBlocking();
        Assert.True(right.IsComplete);
    }

    [Fact]
    public void Bound_to_a_thread_it_cannot_be_awaited_where_nothing_leads_back_to_it()
    {
        using Worker worker = Open();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Exception error = worker.WarmUpAsync().Exception!.InnerException!;
            Assert.IsType<InvalidOperationException>(error);
            Assert.Contains(nameof(Worker.BeginWarmUp), error.Message, StringComparison.Ordinal);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Awaited_without_a_thread_of_its_own_it_reports_and_can_be_cancelled()
    {
        using var backend = new CpuBackend(1);
        using Worker worker = SlicedChain.Create(backend, _clock, 3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => worker.WarmUpAsync(cancellation: new CancellationToken(canceled: true)));
        var progress = new Last();
        await worker.WarmUpAsync(progress: progress);
        Assert.Equal(1, progress.Value.Fraction);
        using WarmUp none = worker.BeginWarmUp();
        Assert.True(none.IsComplete);
    }

    private Worker Open() => SlicedChain.Create(_backend, _clock, 5);

    private sealed class Last : IProgress<WarmUpProgress>
    {
        public WarmUpProgress Value { get; private set; }

        public void Report(WarmUpProgress value) => Value = value;
    }
}
