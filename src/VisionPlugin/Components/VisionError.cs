namespace VisionPlugin.Components;

/// <summary>
/// An exception that a behaviour threw. It has stopped neither the other behaviours nor the host's loop.
/// </summary>
/// <param name="Behaviour">Who.</param>
/// <param name="Phase">In which call.</param>
/// <param name="Exception">What.</param>
/// <param name="Disabled">
/// True if the host disabled the behaviour for it: it threw in Awake, or in too many ticks in a row
/// (<see cref="VisionHost.MaxFailingTicks"/>).
/// </param>
public sealed record VisionError(VisionBehaviour Behaviour, BehaviourPhase Phase, Exception Exception, bool Disabled)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() =>
        $"{Behaviour.GetType().Name}.{Phase}: {Exception.Message}{(Disabled ? " The behaviour was disabled." : "")}";
}
