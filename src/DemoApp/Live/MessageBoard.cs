using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live;

/// <summary>The last lines that the window has to say, errors the longest.</summary>
internal sealed class MessageBoard
{
    private const int Most = 4;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2.5), Long = TimeSpan.FromSeconds(10);

    private readonly List<Message> _messages = [];

    /// <summary>All errors since the window was opened.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>What is to be shown now, oldest first.</summary>
    public IReadOnlyList<Message> Messages => _messages;

    /// <summary>Says something.</summary>
    public void Say(string text) => Add(text, false);

    /// <summary>Says that something went wrong.</summary>
    public void Fail(string text)
    {
        Errors.Add(text);
        Add(text, true);
    }

    /// <summary>Forgets what has been shown long enough.</summary>
    public void Expire()
    {
        TimeSpan now = CaptureClock.Now;
        for (int i = _messages.Count - 1; i >= 0; i--)
        {
            if (_messages[i].Until < now)
                _messages.RemoveAt(i);
        }
    }

    private void Add(string text, bool isError)
    {
        text = text.ReplaceLineEndings(" ");
        // Said again, it is only shown longer.
        _messages.RemoveAll(m => m.Text == text);
        if (_messages.Count == Most)
            _messages.RemoveAt(0);
        _messages.Add(new Message(text, isError, CaptureClock.Now + (isError ? Long : Short)));
    }
}
