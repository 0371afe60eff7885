namespace VisionPlugin.Neighbours;

/// <summary>How far two vectors are apart.</summary>
public enum Metric
{
    /// <summary>Length of the difference.</summary>
    L2,

    /// <summary>1 - cos of the angle between them: 0 for the same direction, 2 for opposite ones.</summary>
    Cosine,
}
