namespace VisionPlugin.Components;

/// <summary>What one behaviour may do in one tick.</summary>
/// <param name="clock">The clock.</param>
/// <param name="start">Its reading when the turn began.</param>
/// <param name="budget">Time for the turn.</param>
/// <param name="mustProgress">True if one step is to be done even if it does not fit.</param>
internal struct FrameSlice(TimeProvider clock, long start, TimeSpan budget, bool mustProgress)
{
    /// <summary>The clock.</summary>
    public readonly TimeProvider Clock => clock;

    /// <summary>True once anything was done.</summary>
    public bool Progressed { get; set; }

    /// <summary>True if the next step is to be done whatever it costs.</summary>
    public readonly bool MustProgress => mustProgress && !Progressed;

    /// <summary>Time left; negative if overdrawn.</summary>
    public readonly TimeSpan Left => budget - clock.GetElapsedTime(start);

    /// <summary>True if a step may be done that is expected to take so many seconds; null is unknown.</summary>
    public readonly bool Fits(double? seconds)
    {
        if (MustProgress)
            return true;
        double left = Left.TotalSeconds;
        return left > 0 && (seconds is { } cost ? cost <= left : mustProgress);
    }
}
