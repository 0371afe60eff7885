using System.Collections.Concurrent;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Runtime;

/// <summary>
/// A thread that owns a backend, and with it a graphics context, and does requests one after the other.
/// </summary>
internal sealed class RuntimeThread
{
    private readonly BlockingCollection<RuntimeRequest> _queue = [];
    private readonly List<IDisposable> _owned = [];
    private readonly TaskCompletionSource<IBackend> _started = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    /// <summary>Starts the thread and waits for its backend.</summary>
    /// <param name="create">Creates the backend; called on the thread, which disposes it at its end.</param>
    /// <exception cref="Exception">Whatever <paramref name="create"/> throws.</exception>
    public RuntimeThread(Func<IBackend> create)
    {
        // It does not keep a program alive that forgot to dispose it.
        var thread = new Thread(() => Main(create)) { IsBackground = true, Name = "VisionPlugin runtime" };
        thread.Start();
        Backend = _started.Task.GetAwaiter().GetResult();
    }

    /// <summary>The backend, for use on the thread.</summary>
    public IBackend Backend { get; }

    /// <summary>Completes when the thread has ended. Fails if something could not be released.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Does something on the thread, after all that was asked for before.</summary>
    /// <param name="work">What to do. Given the token, to look at now and then.</param>
    /// <param name="cancellation">Ends a request that has not begun at once.</param>
    /// <exception cref="ObjectDisposedException">The thread was stopped.</exception>
    public ValueTask<T> Run<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var request = new RuntimeRequest<T>(work, cancellation);
        try
        {
            _queue.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            request.Fail(Stopped());
        }

        return new ValueTask<T>(request.Task);
    }

    /// <summary>Disposes something at the end of the thread, the latest first. Called on the thread.</summary>
    public void Own(IDisposable owned) => _owned.Add(owned);

    /// <summary>Disposes something now. Called on the thread.</summary>
    public void Release(IDisposable owned)
    {
        if (_owned.Remove(owned))
            owned.Dispose();
    }

    /// <summary>Ends the thread after what is under way; what is waiting fails.</summary>
    public void Stop()
    {
        _stopping = true;
        _queue.CompleteAdding();
    }

    private void Main(Func<IBackend> create)
    {
        try
        {
            _owned.Add(create());
        }
#pragma warning disable CA1031 // Whoever creates the runtime gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _queue.CompleteAdding();
            _started.SetException(exception);
            _ended.SetResult();
            return;
        }

        _started.SetResult((IBackend)_owned[0]);
        foreach (RuntimeRequest request in _queue.GetConsumingEnumerable())
        {
            if (_stopping)
                request.Fail(Stopped());
            else
                request.Run();
        }

        Exception? error = ReleaseAll();
        if (error is null)
            _ended.SetResult();
        else
            _ended.SetException(error);
    }

    // Each is disposed, whatever another throws; the first error is reported.
    private Exception? ReleaseAll()
    {
        Exception? first = null;
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            try
            {
                _owned[i].Dispose();
            }
#pragma warning disable CA1031 // Whoever disposes the runtime gets it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                first ??= exception;
            }
        }

        return first;
    }

    private static ObjectDisposedException Stopped() => new(nameof(VisionRuntime), "The runtime was disposed.");
}
