using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>Implemented by plans that say what each step computes and how long it takes.</summary>
internal interface IStepTimes
{
    /// <summary>What <see cref="RunTimed"/> measures with.</summary>
    StepClock Clock { get; }

    /// <summary>The node that a step computes, which the plan may have made itself; null for a step of no node.</summary>
    Node? NodeOf(int step);

    /// <summary>As <see cref="IPlan.RunStep"/>, and waits until the step is done.</summary>
    /// <returns>How long it took by <see cref="Clock"/>.</returns>
    TimeSpan RunTimed(int step);
}
