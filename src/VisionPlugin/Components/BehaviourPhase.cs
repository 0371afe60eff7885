namespace VisionPlugin.Components;

/// <summary>The calls that a behaviour gets, in the order of its life.</summary>
public enum BehaviourPhase
{
    /// <summary>Once, when it is added to a host.</summary>
    Awake,

    /// <summary>Each time it becomes enabled, the first time right after Awake.</summary>
    OnEnable,

    /// <summary>Once, before its first Update or LateUpdate.</summary>
    Start,

    /// <summary>In each tick.</summary>
    Update,

    /// <summary>In each tick, after the Update of all behaviours.</summary>
    LateUpdate,

    /// <summary>Each time it becomes disabled, and before it is destroyed.</summary>
    OnDisable,

    /// <summary>Once, when it is removed.</summary>
    OnDestroy,
}
