namespace VisionPlugin.Execution;

/// <summary>A plan that is made in one piece: on this thread, or on one of the pool.</summary>
internal sealed class PlanPreparation : IPlanPreparation
{
    private readonly Func<IPlan> _prepare;
    private readonly bool _inPool;
    private Task<IPlan>? _task;
    private bool _isTaken;

    /// <summary>Begins a preparation.</summary>
    /// <param name="prepare">Makes the plan.</param>
    /// <param name="inPool">True to do that at once on a thread of the pool; false in the first piece.</param>
    public PlanPreparation(Func<IPlan> prepare, bool inPool)
    {
        (_prepare, _inPool) = (prepare, inPool);
        _task = inPool ? Task.Run(prepare) : null;
    }

    /// <inheritdoc/>
    public WarmUpProgress Progress => new(IsComplete ? 1 : 0, 1);

    /// <inheritdoc/>
    public bool IsComplete => _task is { IsCompletedSuccessfully: true };

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (!_inPool)
            _task = Task.FromResult(_prepare());
        if (!_task!.IsCompleted)
            return false;
        // Throws what was thrown there.
        _task.GetAwaiter().GetResult();
        return true;
    }

    /// <inheritdoc/>
    public IPlan Take()
    {
        _isTaken = true;
        return _task!.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the thread, as the backend may be disposed next.</summary>
    public void Dispose()
    {
        if (_isTaken || _task is null)
            return;
        _isTaken = true;
        ((IAsyncResult)_task).AsyncWaitHandle.WaitOne();
        if (_task.IsCompletedSuccessfully)
            _task.Result.Dispose();
    }
}
