using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Runs a plan in slices of time: a slice ends before the step that is expected to exceed its budget. One per worker,
/// used again for each run, so that slicing allocates nothing; what steps cost is kept with their plan.
/// </summary>
/// <param name="clock">The clock that steps are timed with.</param>
internal sealed class RunSlicer(TimeProvider clock)
{
    private const double IntervalWeight = 0.25;

    private WorkerPlan? _plan;
    private int _done;
    private bool _hasInputs;
    private long? _deadline;
    private long? _lastSlice;
    private double _interval;

    /// <summary>The clock that steps are timed with.</summary>
    public TimeProvider Clock { get; set; } = clock;

    /// <summary>The plan of the run; null before the first.</summary>
    public WorkerPlan? Plan => _plan;

    /// <summary>Steps done and all steps.</summary>
    public (int Done, int Total) Progress => (_done, _plan?.Plan.StepCount ?? 0);

    /// <summary>True after the last step.</summary>
    public bool IsComplete => _hasInputs && _done == _plan!.Plan.StepCount;

    /// <summary>True if the run was not complete at its deadline.</summary>
    public bool IsLate
    {
        get => field || (!IsComplete && Clock.GetTimestamp() > _deadline);
        private set;
    }

    /// <summary>Begins a run; nothing is computed yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="within">Time from now until the run must be done; null for no such time.</param>
    public void Start(WorkerPlan plan, TimeSpan? within)
    {
        (_plan, _done, _hasInputs, _lastSlice, IsLate) = (plan, 0, false, null, false);
        _deadline = within is { } time
            ? Clock.GetTimestamp() + (long)(time.TotalSeconds * Clock.TimestampFrequency) : null;
    }

    /// <summary>Runs what fits, up to a step that would have to wait for a device.</summary>
    /// <param name="inputs">The run's inputs; read in its first slice.</param>
    /// <param name="budget">Time for the slice.</param>
    /// <param name="mustProgress">
    /// True to run at least one step, whatever it costs; false to run only steps that are known to fit.
    /// </param>
    /// <returns>True if anything was done.</returns>
    public bool Run(ReadOnlySpan<Tensor?> inputs, TimeSpan budget, bool mustProgress)
    {
        long start = Clock.GetTimestamp();
        LearnInterval(start);
        double limit = Limit(start, budget.TotalSeconds), submitted = 0;
        IPlan plan = _plan!.Plan;
        int first = _done;
        double inputCost = _hasInputs ? 0 : _plan.InputCosts.Expect(0);
        if (!mustProgress && first < plan.StepCount && !Fits(first, inputCost, 0, limit, mustProgress))
            return false;
        bool progressed = !_hasInputs;
        plan.BeginRun();
        try
        {
            long now = SetInputs(inputs, start);
            // Inputs that take the whole budget are a slice of their own: one step more would be more than one too long.
            while (_done < plan.StepCount
                && (_done == first ? Seconds(start, now) <= Math.Max(limit, 0)
                    : Fits(_done, Seconds(start, now), submitted, limit, mustProgress))
                && (double.IsPositiveInfinity(limit) || plan.IsReady(_done)))
            {
                submitted += DeviceCost(_done, limit);
                plan.RunStep(_done);
                long after = Clock.GetTimestamp();
                _plan.Costs.Learn(_done++, Seconds(now, after));
                now = after;
                progressed = true;
            }

            if (IsComplete)
                IsLate = now > _deadline;
        }
        finally
        {
            plan.EndRun();
        }

        return progressed;
    }

    // Gives the time when that was done.
    private long SetInputs(ReadOnlySpan<Tensor?> inputs, long start)
    {
        if (_hasInputs)
            return start;
        long before = Clock.GetTimestamp();
        _plan!.SetInputs(inputs);
        _hasInputs = true;
        long after = Clock.GetTimestamp();
        _plan.InputCosts.Learn(0, Seconds(before, after));
        return after;
    }

    private bool Fits(int step, double elapsed, double submitted, double limit, bool mayBeUnknown) =>
        elapsed < limit && elapsed + _plan!.Costs.Expect(step) <= limit && submitted + DeviceCost(step, limit) <= limit
        && (mayBeUnknown || _plan.Costs.IsKnown(step));

    private double DeviceCost(int step, double limit) => _plan!.DeviceCosts is not { } costs ? 0
        : costs.CostOf(step) is { } cost ? cost.TotalSeconds : limit;

    // With a deadline a slice is as long as it must be for the rest to fit into the slices that are still to come. What
    // a device computes is looked for in the next slice at the earliest, so that there is one less.
    private double Limit(long now, double budget)
    {
        if (_deadline is not { } deadline)
            return budget;
        double left = Seconds(now, deadline) - (_plan!.DeviceCosts is null ? 0 : _interval);
        if (left <= _interval || left <= 0)
            return double.PositiveInfinity;
        return _interval <= 0 ? budget
            : Math.Max(budget, _plan.ExpectFrom(_done) / Math.Floor(left / _interval));
    }

    private void LearnInterval(long now)
    {
        if (_lastSlice is { } last)
        {
            double seconds = Seconds(last, now);
            _interval = _interval <= 0 ? seconds : _interval + (IntervalWeight * (seconds - _interval));
        }

        _lastSlice = now;
    }

    private double Seconds(long from, long to) => (to - from) / (double)Clock.TimestampFrequency;
}
