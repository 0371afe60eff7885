using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>A tick's part of a preparation, within the budget that all of a host share.</summary>
internal static class WarmUpTurn
{
    /// <summary>
    /// Works on a preparation while there is time. What a piece costs is not known, so that only whose turn it is in
    /// this tick to do a step whatever it costs begins one.
    /// </summary>
    /// <returns>True if anything was done.</returns>
    public static bool Take(FrameShare share, TimeProvider clock, WarmUp warmUp)
    {
        long start = clock.GetTimestamp();
        TimeSpan budget = share.Begin(out bool mustProgress);
        int before = warmUp.Progress.Done;
        try
        {
            if (mustProgress)
                warmUp.MoveNext(budget, clock);
        }
        finally
        {
            // Nobody else has to wait for who is waiting himself.
            share.End(clock.GetElapsedTime(start), progressed: mustProgress, hasWork: !warmUp.IsComplete);
        }

        return warmUp.IsComplete || warmUp.Progress.Done != before;
    }
}
