using System.Diagnostics;
using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>What the steps of any plan compute and how long they take.</summary>
internal static class StepTimes
{
    /// <summary>The node that a step computes; null where the plan does not say.</summary>
    public static Node? NodeOf(this IPlan plan, int step) => TimesOf(plan) is { } times ? times.NodeOf(step)
        : plan.StepCount == plan.Graph.Model.Nodes.Length ? plan.Graph.Model.Nodes[step] : null;

    /// <summary>What <see cref="RunTimed"/> measures with.</summary>
    public static StepClock Clock(this IPlan plan) => TimesOf(plan) is { } times ? times.Clock : StepClock.Processor;

    /// <summary>
    /// Runs a step, waits until it is done, and gives the time that it took. Of a decorated plan the inner one's step is run
    /// and counts.
    /// </summary>
    public static TimeSpan RunTimed(this IPlan plan, int step)
    {
        if (TimesOf(plan) is { } times)
            return times.RunTimed(step);
        long start = Stopwatch.GetTimestamp();
        plan.RunStep(step);
        return Stopwatch.GetElapsedTime(start);
    }

    private static IStepTimes? TimesOf(IPlan plan) => plan switch
    {
        IStepTimes times => times,
        PlanDecorator decorator => TimesOf(decorator.Inner),
        _ => null,
    };
}
