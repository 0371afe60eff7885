namespace VisionPlugin.Execution;

/// <summary>
/// One of those that share a <see cref="FrameBudget"/>: takes a turn in each frame in which it has work.
/// </summary>
internal sealed class FrameShare(FrameBudget budget) : IDisposable
{
    private bool _hasWork;
    private long _lastProgress;

    /// <summary>The frame of the last turn.</summary>
    public long LastTurn { get; private set; }

    /// <summary>Time used so far, as if it had been at work as long as the others.</summary>
    public TimeSpan Used { get; private set; }

    /// <summary>True if there was work left after the last turn, in this frame or the one before.</summary>
    public bool IsWaiting => _hasWork && LastTurn >= budget.Frame - 1;

    /// <summary>Begins this frame's turn.</summary>
    /// <param name="mustProgress">True if at least one step is to be done even if it does not fit.</param>
    /// <returns>Time for the turn.</returns>
    public TimeSpan Begin(out bool mustProgress)
    {
        // Who comes back from a pause has not saved up time.
        if (!IsWaiting && budget.LeastUsed() is { } least && least > Used)
            Used = least;
        mustProgress = budget.IsEntitled(this);
        TimeSpan part = budget.PartOf(this);
        LastTurn = budget.Frame;
        return part;
    }

    /// <summary>Ends the turn.</summary>
    /// <param name="elapsed">Time taken.</param>
    /// <param name="progressed">True if anything was done.</param>
    /// <param name="hasWork">True if there is more to do in the next frame.</param>
    public void End(TimeSpan elapsed, bool progressed, bool hasWork)
    {
        budget.Spend(elapsed);
        Used += elapsed;
        _hasWork = hasWork;
        if (progressed)
            _lastProgress = budget.Frame;
    }

    /// <summary>True if it went longer without progress than another, or as long and has used less time.</summary>
    public bool GoesBefore(FrameShare other) =>
        _lastProgress != other._lastProgress ? _lastProgress < other._lastProgress : Used < other.Used;

    /// <summary>Leaves the budget.</summary>
    public void Dispose() => budget.Leave(this);
}
