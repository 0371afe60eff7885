namespace VisionPlugin.Operators;

/// <summary>
/// What one output position is made of, in every channel: the elements at all combinations of the axes' positions, each
/// weighted by the product of the axes' weights.
/// </summary>
internal sealed class SamplePoint
{
    /// <summary>A point for what a sampler finds.</summary>
    public SamplePoint(IPointSampler sampler) =>
        Axes = [.. Enumerable.Range(0, sampler.Axes).Select(axis => new AxisTaps(sampler.Capacity(axis)))];

    /// <summary>One list a spatial axis, outermost first.</summary>
    public AxisTaps[] Axes { get; }

    /// <summary>The picture of the batch.</summary>
    public int Picture { get; set; }

    /// <summary>Multiplies the sum.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>Something outside of the picture was looked at, which is 0 to a maximum.</summary>
    public bool HasOutside { get; set; }

    /// <summary>True if no element is looked at.</summary>
    public bool IsEmpty => Array.Exists(Axes, axis => axis.Count == 0);
}
