namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Hands the latest findings from the networks to the window; neither waits for the other. Of three, each side has one,
/// and exchanges it for the third.
/// </summary>
internal sealed class FindingsBoard
{
    private const int New = 4;

    private readonly Findings[] _findings = [new(), new(), new()];
    private int _next;
    private int _between = 1;
    private int _shown = 2;

    /// <summary>For the networks' side: what is filled next.</summary>
    public Findings Next => _findings[_next];

    /// <summary>For the window's side: what it took last. Valid until it takes again.</summary>
    public Findings Shown => _findings[_shown];

    /// <summary>Makes <see cref="Next"/> the latest.</summary>
    public void Publish() => _next = Interlocked.Exchange(ref _between, _next | New) & ~New;

    /// <summary>Takes the latest; false if that has been done.</summary>
    public bool TryTake()
    {
        if ((Volatile.Read(ref _between) & New) == 0)
            return false;
        _shown = Interlocked.Exchange(ref _between, _shown) & ~New;
        return true;
    }
}
