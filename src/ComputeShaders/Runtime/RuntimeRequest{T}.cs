namespace VisionPlugin.ComputeShaders.Runtime;

/// <summary>A request with a result. It is done, failed or cancelled once, whoever is first.</summary>
internal sealed class RuntimeRequest<T> : RuntimeRequest
{
    // Whoever waits goes on elsewhere: its code never runs on the runtime's thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private Func<CancellationToken, T>? _work;

    public RuntimeRequest(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        (_work, _cancellation) = (work, cancellation);
        _registration = cancellation.UnsafeRegister(static state => ((RuntimeRequest<T>)state!).Cancel(), this);
    }

    /// <summary>Its result.</summary>
    public Task<T> Task => _completion.Task;

    /// <inheritdoc/>
    public override void Run()
    {
        if (Take() is not { } work)
            return;
        try
        {
            _completion.SetResult(work(_cancellation));
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == _cancellation)
        {
            _completion.SetCanceled(_cancellation);
        }
#pragma warning disable CA1031 // It is not lost: whoever waits gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _completion.SetException(exception);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (Take() is not null)
            _completion.SetException(exception);
    }

    // Before it has begun it ends at once, and what it would have read is free; after that the work itself looks.
    private void Cancel()
    {
        if (Interlocked.Exchange(ref _work, null) is not null)
            _completion.SetCanceled(_cancellation);
    }

    private Func<CancellationToken, T>? Take()
    {
        Func<CancellationToken, T>? work = Interlocked.Exchange(ref _work, null);
        // Does not wait for a cancellation that is under way, which may wait for this thread.
        _registration.Unregister();
        return work;
    }
}
