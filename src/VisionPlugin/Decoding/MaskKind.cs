namespace VisionPlugin.Decoding;

/// <summary>What the bytes of a mask mean.</summary>
public enum MaskKind
{
    /// <summary>Probability of the one class: 0 is 0, 255 is 1.</summary>
    Probability,

    /// <summary>Index of the most probable class.</summary>
    ClassIndex,
}
