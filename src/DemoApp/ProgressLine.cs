namespace VisionPlugin.DemoApp;

/// <summary>One line that is overwritten while long work goes on; nothing unless a person watches.</summary>
internal sealed class ProgressLine(Terminal terminal, int total) : IDisposable
{
    private const int Width = 30;
    private readonly bool _isShown = terminal.IsErrorWatched && total > 1;
    private int _length;

    /// <summary>Shows that <paramref name="done"/> are done and what comes next.</summary>
    public void Show(int done, string next)
    {
        if (!_isShown)
            return;
        int filled = Width * done / total;
        string line = $"[{new string('#', filled)}{new string('.', Width - filled)}] {done}/{total} {next}";
        line = line.Length > 78 ? line[..78] : line;
        terminal.Error.Write('\r' + line.PadRight(_length));
        _length = line.Length;
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (_length > 0)
            terminal.Error.Write('\r' + new string(' ', _length) + '\r');
    }
}
