namespace VisionPlugin.Components;

/// <summary>Which numbers share a scale.</summary>
public enum ActivationRange
{
    /// <summary>Each map has a scale of its own: weak ones show as well as strong ones.</summary>
    Channel,

    /// <summary>One scale for all maps of the layer: they can be compared.</summary>
    Layer,
}
