using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>The network of a behaviour in the making, and those who wait for it. On the host's thread.</summary>
internal sealed class FramePreparation<TResult>
{
    private readonly List<Waiting> _waiting = [];
    private Worker? _worker;
    private WarmUp? _warmUp;
    private IFrameComponent<TResult>? _component;

    /// <summary>True if somebody waits no longer.</summary>
    public bool HasCancelled => _waiting.Exists(static waiting => waiting.Cancellation.IsCancellationRequested);

    /// <summary>The preparation, begun with the first call.</summary>
    /// <param name="createWorker">Creates the worker.</param>
    /// <param name="create">Makes the component of the worker when that is ready; its from then on.</param>
    public WarmUp Begin(Func<Worker> createWorker, Func<Worker, IFrameComponent<TResult>> create)
    {
        if (_warmUp is null)
        {
            _worker = createWorker();
            _warmUp = _worker.BeginWarmUp();
            _warmUp.Then(() => TryWarmUpComponent(create));
        }

        return _warmUp;
    }

    /// <summary>The component, when the preparation is complete. The caller's from now on.</summary>
    public IFrameComponent<TResult> Take()
    {
        IFrameComponent<TResult> component = _component!;
        (_component, _worker, _warmUp) = (null, null, null);
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
        _component?.Dispose();
        _worker?.Dispose();
        (_component, _worker, _warmUp) = (null, null, null);
    }

    // The component is a piece of its own.
    private bool TryWarmUpComponent(Func<Worker, IFrameComponent<TResult>> create)
    {
        if (_component is not null)
            return _component.TryWarmUp();
        _component = create(_worker!);
        return true;
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
