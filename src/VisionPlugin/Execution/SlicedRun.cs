namespace VisionPlugin.Execution;

/// <summary>
/// One run of a worker in slices of time, of which a host runs one in each of its frames: <c>foreach (var progress in
/// worker.ScheduleIterable(budget))</c>, or <see cref="MoveNext()"/> once a frame. A small value: copies are the same
/// run, and slicing allocates nothing.
/// </summary>
public readonly struct SlicedRun
{
    private readonly Worker _worker;
    private readonly int _run;
    private readonly TimeSpan _budget;

    internal SlicedRun(Worker worker, int run, TimeSpan budget) => (_worker, _run, _budget) = (worker, run, budget);

    /// <summary>The number of steps done and of all steps.</summary>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public (int Done, int Total) Current => _worker.SlicerOf(_run).Progress;

    /// <summary>True once all steps are done: the outputs are ready.</summary>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public bool IsComplete => _worker.SlicerOf(_run).IsComplete;

    /// <summary>
    /// True if the run was not complete by its deadline, the <c>within</c> of <see cref="Worker.ScheduleIterable(TimeSpan,
    /// TimeSpan?)"/>; false without one. On a GPU a run is complete when all of it is submitted.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public bool IsLate => _worker.SlicerOf(_run).IsLate;

    /// <summary>
    /// Runs one slice with the run's budget: at least one step, unless that would have to wait for the GPU.
    /// </summary>
    /// <returns>False if the run was complete before.</returns>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public bool MoveNext() => MoveNext(_budget);

    /// <summary>
    /// Runs one slice with a budget of its own, for frames that have more or less time: at least one step, unless that
    /// would have to wait for the GPU.
    /// </summary>
    /// <returns>False if the run was complete before.</returns>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public bool MoveNext(TimeSpan budget)
    {
        if (IsComplete)
            return false;
        _worker.RunSlice(_run, budget, mustProgress: true);
        return true;
    }

    /// <summary>
    /// Runs only what is known to fit: nothing if the next step costs more than the budget or was never run before.
    /// </summary>
    /// <returns>True if anything was done.</returns>
    /// <exception cref="InvalidOperationException">Another run was scheduled.</exception>
    public bool TryMoveNext(TimeSpan budget) => !IsComplete && _worker.RunSlice(_run, budget, mustProgress: false);

    /// <summary>The run itself, for <c>foreach</c>.</summary>
    public SlicedRun GetEnumerator() => this;
}
