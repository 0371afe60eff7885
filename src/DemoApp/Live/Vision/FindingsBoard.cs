namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>Hands the latest findings from the networks to the window; neither waits for the other.</summary>
internal sealed class FindingsBoard
{
    private readonly Lock _swapping = new();
    private Findings _published = new();
    private Findings _shown = new();
    private bool _isNew;

    /// <summary>For the networks' side: what is filled next.</summary>
    public Findings Next { get; private set; } = new();

    /// <summary>For the window's side: what it took last. Valid until it takes again.</summary>
    public Findings Shown => _shown;

    /// <summary>Makes <see cref="Next"/> the latest.</summary>
    public void Publish()
    {
        lock (_swapping)
        {
            (Next, _published) = (_published, Next);
            _isNew = true;
        }
    }

    /// <summary>Takes the latest; false if that has been done.</summary>
    public bool TryTake()
    {
        lock (_swapping)
        {
            if (!_isNew)
                return false;
            (_published, _shown) = (_shown, _published);
            _isNew = false;
            return true;
        }
    }
}
