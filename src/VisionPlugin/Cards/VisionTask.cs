namespace VisionPlugin.Cards;

/// <summary>What a model is for.</summary>
public enum VisionTask
{
    /// <summary>Finds objects: boxes.</summary>
    Detect,

    /// <summary>Says what a picture shows: classes.</summary>
    Classify,

    /// <summary>Says what each pixel belongs to: a mask.</summary>
    Segment,

    /// <summary>Describes a picture by a vector.</summary>
    Embed,
}
