namespace VisionPlugin.Execution;

/// <summary>
/// Implemented by plans whose steps go on after <see cref="IPlan.RunStep"/> has returned, on a GPU: what each step
/// costs there, learned from earlier runs. A run in slices submits no more to the device in a slice than fits its
/// budget.
/// </summary>
public interface IStepCosts
{
    /// <summary>
    /// The device's time for a step that is to be expected; null as long as none was measured. Never blocks, allocates
    /// nothing. A step of unknown cost counts as a whole slice. A plan may begin to measure when it is first asked.
    /// </summary>
    TimeSpan? CostOf(int step);
}
