using System.Globalization;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp;

/// <summary>
/// One line that is overwritten while long work goes on, with the rate and the time left; nothing unless a person
/// watches.
/// </summary>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    private const int Width = 30, Columns = 78;

    private (string Name, long Done, TimeSpan Time) _start;
    private int _length;

    /// <summary>Shows how far the work is.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; null if nobody knows.</param>
    /// <param name="name">What is worked on.</param>
    public void Show(long done, long? total, string name)
    {
        if (!terminal.IsErrorWatched || total <= 1)
            return;
        TimeSpan now = CaptureClock.Now;
        if (total is null ? _start.Name != name : done < _start.Done || _start.Name is null)
            _start = (name, done, now);
        string line = Describe(done, total, done - _start.Done, now - _start.Time) + " " + name;
        line = line.Length > Columns ? line[..Columns] : line;
        terminal.Error.Write('\r' + line.PadRight(_length));
        _length = line.Length;
    }

    /// <summary>The line without the name: <c>[####......] 12/40 24.8/s, 0:01 left</c>.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; null if nobody knows.</param>
    /// <param name="since">How many of those are done since the time was taken.</param>
    /// <param name="elapsed">The time since then.</param>
    public static string Describe(long done, long? total, long since, TimeSpan elapsed)
    {
        double rate = since > 0 && elapsed > TimeSpan.Zero ? since / elapsed.TotalSeconds : 0;
        string speed = rate > 0 ? string.Create(CultureInfo.InvariantCulture, $" {rate:0.0}/s") : "";
        if (total is not { } all)
            return string.Create(CultureInfo.InvariantCulture, $"{done} frames{speed}");
        int filled = (int)Math.Clamp(Width * done / all, 0, Width);
        TimeSpan left = TimeSpan.FromSeconds(rate > 0 ? Math.Min(Math.Max(all - done, 0) / rate, 1e6) : 0);
        string rest = rate > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {(int)left.TotalMinutes}:{left:ss} left") : "";
        return $"[{new string('#', filled)}{new string('.', Width - filled)}] {done}/{all}{speed}{rest}";
    }

    /// <summary>Removes the line, so that something else can be written.</summary>
    public void Clear()
    {
        if (_length > 0)
            terminal.Error.Write('\r' + new string(' ', _length) + '\r');
        _length = 0;
    }

    /// <summary>Removes the line.</summary>
    public void Dispose() => Clear();
}
