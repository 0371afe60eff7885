namespace VisionPlugin.Testing;

/// <summary>
/// A clock that stands still until it is moved, so that tests of timing do not depend on the machine.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time passed since the clock was made.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(_ticks);

    /// <inheritdoc/>
    public override long GetTimestamp() => _ticks;

    /// <summary>Lets time pass.</summary>
    public void Advance(double milliseconds) => _ticks += (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond);
}
