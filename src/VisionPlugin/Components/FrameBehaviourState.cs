namespace VisionPlugin.Components;

/// <summary>What a behaviour with a network is doing.</summary>
public enum FrameBehaviourState
{
    /// <summary>Its model is being loaded, or the network prepared.</summary>
    Loading,

    /// <summary>Ready for a frame.</summary>
    Idle,

    /// <summary>At work on a frame.</summary>
    Running,

    /// <summary>The model could not be loaded, or does not fit. The host's Error event had the reason.</summary>
    Failed,
}
