namespace VisionPlugin.DemoApp.Live;

/// <summary>How often something happens, over the last second or so. Allocates nothing.</summary>
internal sealed class RateMeter
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1.5);

    private readonly TimeSpan[] _times = new TimeSpan[256];
    private int _next;
    private int _count;

    /// <summary>It has happened.</summary>
    public void Add(TimeSpan now)
    {
        _times[_next] = now;
        _next = (_next + 1) % _times.Length;
        _count = Math.Min(_count + 1, _times.Length);
    }

    /// <summary>Times a second; 0 if it has not happened twice lately.</summary>
    public double Rate(TimeSpan now)
    {
        while (_count > 0 && now - Oldest > Span)
            _count--;
        return _count < 2 ? 0 : (_count - 1) / Math.Max((Newest - Oldest).TotalSeconds, 1e-6);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;

    private TimeSpan Oldest => _times[(_next - _count + _times.Length) % _times.Length];

    private TimeSpan Newest => _times[(_next - 1 + _times.Length) % _times.Length];
}
