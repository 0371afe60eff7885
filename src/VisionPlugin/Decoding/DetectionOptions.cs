using System.Collections.Immutable;

namespace VisionPlugin.Decoding;

/// <summary>Which of a detector's proposals count.</summary>
public sealed record DetectionOptions
{
    /// <summary>Lowest score that counts, 0..1.</summary>
    public float Conf { get; init; } = 0.25f;

    /// <summary>Largest intersection over union that two boxes may have, 0..1.</summary>
    public float Iou { get; init; } = 0.45f;

    /// <summary>Largest number of detections a frame.</summary>
    public int MaxDet { get; init; } = 300;

    /// <summary>Classes that count; empty for all.</summary>
    public ImmutableArray<int> Classes { get; init; } = [];

    /// <summary>True if boxes of different classes suppress each other too.</summary>
    public bool ClassAgnostic { get; init; }
}
