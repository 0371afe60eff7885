using VisionPlugin.ComputeShaders.Runtime;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Tests.Runtime;

public sealed class RuntimeThreadTests : IDisposable
{
    private readonly RuntimeThread _thread = new(() => new ReferenceBackend());
    private readonly ManualResetEventSlim _gate = new();
    private readonly ManualResetEventSlim _entered = new();

    public void Dispose()
    {
        _gate.Set();
        _thread.Stop();
        _thread.Ended.Wait();
        _gate.Dispose();
        _entered.Dispose();
    }

    [Fact]
    public async Task Requests_are_done_in_order_on_one_thread_and_awaited_on_others()
    {
        var order = new List<int>();
        var threads = new HashSet<int>();
        ValueTask<bool> first = Block();
        Task<int>[] tasks = [.. Enumerable.Range(0, 20).Select(i => _thread.Run(
            _ =>
            {
                order.Add(i);
                threads.Add(Environment.CurrentManagedThreadId);
                return i;
            },
            CancellationToken.None).AsTask())];
        Task<int> after = tasks[^1].ContinueWith(
            _ => Environment.CurrentManagedThreadId, TaskContinuationOptions.ExecuteSynchronously);
        _gate.Set();
        Assert.True(await first);
        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(tasks));
        Assert.Equal(Enumerable.Range(0, 20), order);
        Assert.DoesNotContain(await after, threads);
        Assert.Single(threads);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
    }

    [Fact]
    public async Task What_fails_fails_for_who_asked_and_the_thread_goes_on()
    {
        Task<int> bad =
            _thread.Run<int>(_ => throw new InvalidOperationException("on purpose"), CancellationToken.None).AsTask();
        ValueTask<int> good = _thread.Run(_ => 3, CancellationToken.None);
        Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal(3, await good);
    }

    [Fact]
    public async Task A_request_that_waits_is_cancelled_at_once_and_never_done()
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<bool> first = Block();
        bool ran = false;
        Task<bool> waiting = _thread.Run(_ => ran = true, cancellation.Token).AsTask();
        ValueTask<int> next = _thread.Run(_ => 4, CancellationToken.None);
        await cancellation.CancelAsync();
        // The first one is still under way.
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        _gate.Set();
        Assert.True(await first);
        Assert.Equal(4, await next);
        Assert.False(ran);
        Task<int> late = _thread.Run(_ => 5, cancellation.Token).AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
    }

    [Fact]
    public async Task A_request_under_way_is_cancelled_when_it_looks()
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<bool> request = _thread.Run(
            token =>
            {
                _entered.Set();
                _gate.Wait(CancellationToken.None);
                token.ThrowIfCancellationRequested();
                return true;
            },
            cancellation.Token);
        Task<bool> task = request.AsTask();
        _entered.Wait();
        await cancellation.CancelAsync();
        Assert.False(task.IsCompleted);
        _gate.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
    }

    [Fact]
    public async Task Stopped_it_finishes_what_is_under_way_and_fails_the_rest()
    {
        Task<bool> first = Block().AsTask();
        Task<int> waiting = _thread.Run(_ => 1, CancellationToken.None).AsTask();
        _thread.Stop();
        _thread.Stop();
        Task<int> late = _thread.Run(_ => 2, CancellationToken.None).AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        Assert.False(_thread.Ended.IsCompleted);
        _gate.Set();
        Assert.True(await first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await _thread.Ended;
    }

    [Fact]
    public async Task At_its_end_everything_is_released_the_latest_first()
    {
        var released = new List<string>();
        var thread = new RuntimeThread(() => new ReferenceBackend());
        await thread.Run(
            _ =>
            {
                thread.Own(new Owned("a", released));
                thread.Own(new Owned("b", released, fails: true));
                var c = new Owned("c", released);
                thread.Own(c);
                thread.Release(c);
                thread.Release(c);
                return 0;
            },
            CancellationToken.None);
        Assert.Equal(["c"], released);
        thread.Stop();
        Assert.Equal("b", (await Assert.ThrowsAsync<InvalidOperationException>(() => thread.Ended)).Message);
        Assert.Equal(["c", "b", "a"], released);
    }

    [Fact]
    public void A_backend_that_cannot_be_created_is_the_creators_error() =>
        Assert.Throws<GpuUnavailableException>(
            () => new RuntimeThread(() => throw new GpuUnavailableException("none")));

    private ValueTask<bool> Block()
    {
        ValueTask<bool> request = _thread.Run(
            _ =>
            {
                _entered.Set();
                _gate.Wait(CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        _entered.Wait();
        return request;
    }

    private sealed class Owned(string name, List<string> released, bool fails = false) : IDisposable
    {
        public void Dispose()
        {
            released.Add(name);
            if (fails)
                throw new InvalidOperationException(name);
        }
    }
}
