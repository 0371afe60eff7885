namespace VisionPlugin.Execution;

/// <summary>
/// At most so many milliseconds of each frame for everything that shares the budget. Work in a frame asks how much is
/// left, and notes what it took. Time is counted on the calling thread. Not thread-safe; allocates nothing per frame.
/// </summary>
public sealed class FrameBudget
{
    private readonly List<FrameShare> _shares = [];
    private FrameShare? _entitled;

    /// <summary>Creates a budget.</summary>
    /// <param name="perFrame">Time in each frame, 0 or more; 0 is one step of work a frame.</param>
    /// <param name="clock">The clock to measure with; left out, the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public FrameBudget(TimeSpan perFrame, TimeProvider? clock = null)
    {
        PerFrame = perFrame;
        Clock = clock ?? TimeProvider.System;
    }

    /// <summary>Time in each frame; may be changed at any time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan PerFrame
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>The clock that time is measured with.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Time used in this frame.</summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>Time left in this frame, never negative.</summary>
    public TimeSpan Remaining => Spent < PerFrame ? PerFrame - Spent : TimeSpan.Zero;

    /// <summary>The most that one frame has used since <see cref="ResetLongest"/>.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Number of frames begun.</summary>
    internal long Frame { get; private set; }

    /// <summary>Begins a frame: all of the budget is left again.</summary>
    public void BeginFrame()
    {
        Frame++;
        Spent = TimeSpan.Zero;
        _entitled = null;
        foreach (FrameShare share in _shares)
        {
            if (share.IsWaiting && (_entitled is null || share.GoesBefore(_entitled)))
                _entitled = share;
        }
    }

    /// <summary>Notes time that was used in this frame.</summary>
    public void Spend(TimeSpan time)
    {
        Spent += time;
        Longest = Spent > Longest ? Spent : Longest;
    }

    /// <summary>Measures what is done until the result is disposed: <c>using (budget.Measure()) { ... }</c>.</summary>
    public Measurement Measure() => new(this);

    /// <summary>Forgets the longest frame, after a loading screen for example.</summary>
    public void ResetLongest() => Longest = Spent;

    /// <summary>Adds something that shares the budget; dispose it to leave.</summary>
    internal FrameShare Join()
    {
        var share = new FrameShare(this);
        _shares.Add(share);
        return share;
    }

    internal void Leave(FrameShare share)
    {
        _shares.Remove(share);
        _entitled = _entitled == share ? null : _entitled;
    }

    /// <summary>
    /// True for one share a frame: of those that had work in the last one, the one that went longest without progress.
    /// It may run a step that does not fit, so that none starves and yet a frame takes at most the budget and one step.
    /// </summary>
    internal bool IsEntitled(FrameShare share) => (_entitled ??= share) == share;

    /// <summary>The least time that any of those with work has used, or null if there is none.</summary>
    internal TimeSpan? LeastUsed()
    {
        TimeSpan? least = null;
        foreach (FrameShare share in _shares)
        {
            if (share.IsWaiting && !(share.Used > least))
                least = share.Used;
        }

        return least;
    }

    /// <summary>What one share may use now: an equal part of what is left for it and those still to come.</summary>
    internal TimeSpan PartOf(FrameShare share)
    {
        int toCome = 1;
        foreach (FrameShare other in _shares)
            toCome += other != share && other.IsWaiting && other.LastTurn < Frame ? 1 : 0;
        return Remaining / toCome;
    }

    /// <summary>Counts time from its creation until it is disposed.</summary>
    public readonly ref struct Measurement
    {
        private readonly FrameBudget _budget;
        private readonly long _start;

        internal Measurement(FrameBudget budget) => (_budget, _start) = (budget, budget.Clock.GetTimestamp());

        /// <summary>Ends the measurement.</summary>
        public void Dispose() => _budget.Spend(_budget.Clock.GetElapsedTime(_start));
    }
}
