using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>The network of a behaviour in the making, and those who wait for it. On the host's thread.</summary>
internal sealed class FramePreparation<TResult>
{
    private readonly List<Waiting> _waiting = [];
    private Worker? _worker;
    private WarmUp? _warmUp;

    /// <summary>True if somebody waits no longer.</summary>
    public bool HasCancelled => _waiting.Exists(static waiting => waiting.Cancellation.IsCancellationRequested);

    /// <summary>The preparation, begun with the first call.</summary>
    /// <param name="create">Creates the worker.</param>
    public WarmUp Begin(Func<Worker> create)
    {
        _worker ??= create();
        return _warmUp ??= _worker.BeginWarmUp();
    }

    /// <summary>Makes the component of a worker that is ready, which is the component's from then on.</summary>
    public IFrameComponent<TResult> Finish(Func<Worker, IFrameComponent<TResult>> create)
    {
        IFrameComponent<TResult> component = create(_worker!);
        (_worker, _warmUp) = (null, null);
        return component;
    }

    /// <summary>
    /// Completes when <see cref="Complete"/> is called, in that call unless a synchronization context takes it elsewhere.
    /// </summary>
    public Task WaitAsync(IProgress<WarmUpProgress>? progress, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        var waiting = new Waiting(new TaskCompletionSource(), progress, cancellation);
        _waiting.Add(waiting);
        return waiting.Completion.Task;
    }

    /// <summary>Tells all who wait how far it is.</summary>
    public void Report(WarmUpProgress progress)
    {
        foreach (Waiting waiting in _waiting)
            waiting.Progress?.Report(progress);
    }

    /// <summary>Ends the waits that were cancelled.</summary>
    public void EndCancelled()
    {
        Waiting[] cancelled = [.. _waiting.Where(waiting => waiting.Cancellation.IsCancellationRequested)];
        _waiting.RemoveAll(waiting => cancelled.Contains(waiting));
        foreach (Waiting waiting in cancelled)
            waiting.Completion.TrySetCanceled(waiting.Cancellation);
    }

    /// <summary>Ends all waits, since the network is ready.</summary>
    public void Complete() => End(waiting => waiting.Completion.TrySetResult());

    /// <summary>Ends all waits, since it cannot be made.</summary>
    public void Fail(Exception error) => End(waiting => waiting.Completion.TrySetException(error));

    /// <summary>Ends all waits, since the behaviour is gone.</summary>
    public void Cancel() => End(waiting => waiting.Completion.TrySetCanceled());

    /// <summary>Gives up what is being prepared. Waits for a thread that is at work on it.</summary>
    public void GiveUp()
    {
        _worker?.Dispose();
        (_worker, _warmUp) = (null, null);
    }

    private void End(Action<Waiting> end)
    {
        // Whoever goes on may wait for something else here.
        Waiting[] all = [.. _waiting];
        _waiting.Clear();
        foreach (Waiting waiting in all)
            end(waiting);
    }

    private sealed record Waiting(
        TaskCompletionSource Completion, IProgress<WarmUpProgress>? Progress, CancellationToken Cancellation);
}
