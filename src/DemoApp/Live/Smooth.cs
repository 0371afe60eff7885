namespace VisionPlugin.DemoApp.Live;

/// <summary>A number that changes often, made calm enough to be read.</summary>
internal struct Smooth
{
    private const double Share = 0.12;
    private bool _hasValue;

    /// <summary>The calm number.</summary>
    public double Value { get; private set; }

    /// <summary>Takes in a new value.</summary>
    public void Add(double value)
    {
        Value = _hasValue ? Value + (Share * (value - Value)) : value;
        _hasValue = true;
    }
}
