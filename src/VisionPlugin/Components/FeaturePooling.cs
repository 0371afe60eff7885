namespace VisionPlugin.Components;

/// <summary>How the maps of a layer become features.</summary>
public enum FeaturePooling
{
    /// <summary>Every element is a feature: where something is counts as much as what it is.</summary>
    None,

    /// <summary>The mean of each map: what there is, wherever it is.</summary>
    Average,

    /// <summary>The largest element of each map.</summary>
    Max,
}
