namespace VisionPlugin.Components;

/// <summary>How far the loading of a model has come.</summary>
public enum ModelAssetState
{
    /// <summary>Being loaded.</summary>
    Loading,

    /// <summary>There.</summary>
    Ready,

    /// <summary>Not to be had: damaged, missing, or the load was cancelled.</summary>
    Failed,
}
