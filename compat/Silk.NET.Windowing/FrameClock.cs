using System.Diagnostics;

namespace Silk.NET.Windowing;

/// <summary>Says when the next call of a handler is due, and how long ago the last one was.</summary>
internal sealed class FrameClock
{
    private readonly Stopwatch _sinceLast = new();
    private double _period;

    /// <summary>Calls a second, 0 for no limit.</summary>
    public double Rate
    {
        get => _period == 0 ? 0 : 1 / _period;
        set => _period = value <= double.Epsilon ? 0 : 1 / value;
    }

    public void Start() => _sinceLast.Restart();

    public void Stop() => _sinceLast.Reset();

    /// <summary>True if the period is over, or its end is <paramref name="forced"/>; gives the seconds and starts anew.</summary>
    public bool Tick(bool forced, out double seconds)
    {
        seconds = _sinceLast.Elapsed.TotalSeconds;
        if (seconds < _period && !forced)
            return false;
        _sinceLast.Restart();
        return true;
    }
}
