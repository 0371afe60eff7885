namespace VisionPlugin.Components;

/// <summary>
/// How an <see cref="ObjectTracker"/> tells objects apart. The defaults suit people, faces and cars at 5 to 60 frames a
/// second.
/// </summary>
public sealed record TrackerOptions
{
    /// <summary>Least intersection over union of a detection with where an object is expected, above 0 to 1.</summary>
    public float MinIou { get; init; } = 0.3f;

    /// <summary>Updates in a row with a detection until an object gets its number and is reported; 1 or more.</summary>
    public int MinHits { get; init; } = 3;

    /// <summary>
    /// Updates in a row without a detection that an object survives; it is expected where it was heading.
    /// </summary>
    public int MaxMisses { get; init; } = 30;

    /// <summary>True if an object keeps its class: a detection of another class is another object.</summary>
    public bool MatchClasses { get; init; } = true;

    /// <summary>Past places that are kept of each object; 0 for none.</summary>
    public int TrailLength { get; init; } = 32;

    /// <summary>Standard deviation of the detector's boxes, as a part of their size.</summary>
    public float MeasurementNoise { get; init; } = 0.05f;

    /// <summary>
    /// How much an object's velocity changes: standard deviation after one second, in sizes of the object per second.
    /// Larger values follow sharp turns sooner, smaller ones give calmer boxes.
    /// </summary>
    public float MotionNoise { get; init; } = 2;

    internal void Validate()
    {
        if (!(MinIou > 0) || MinIou > 1)
            throw new ArgumentOutOfRangeException(nameof(MinIou), MinIou, "Must be above 0 and at most 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MinHits, 1, nameof(MinHits));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxMisses, nameof(MaxMisses));
        ArgumentOutOfRangeException.ThrowIfNegative(TrailLength, nameof(TrailLength));
        if (!(MeasurementNoise > 0) || !float.IsFinite(MeasurementNoise))
            throw new ArgumentOutOfRangeException(nameof(MeasurementNoise), MeasurementNoise, "Must be positive.");
        if (!(MotionNoise >= 0) || !float.IsFinite(MotionNoise))
            throw new ArgumentOutOfRangeException(nameof(MotionNoise), MotionNoise, "Must be 0 or more.");
    }
}
