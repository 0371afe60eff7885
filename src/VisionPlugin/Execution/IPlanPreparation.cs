namespace VisionPlugin.Execution;

/// <summary>
/// A plan in the making, piece by piece, so that a host can draw frames in between. Disposing gives up what was made and
/// not taken. On the thread of the backend.
/// </summary>
public interface IPlanPreparation : IDisposable
{
    /// <summary>How far it is.</summary>
    WarmUpProgress Progress { get; }

    /// <summary>True when the plan is ready to be taken.</summary>
    bool IsComplete { get; }

    /// <summary>
    /// True if what was made so far is gone, because the device has lost its context and goes on in another: begin anew.
    /// </summary>
    bool IsStale => false;

    /// <summary>Does one piece, such as one shader program. Not called once complete.</summary>
    /// <returns>
    /// False if there was nothing to do but to wait, for another thread or the driver: look again in the next frame.
    /// </returns>
    bool MoveNext();

    /// <summary>The plan, which is the caller's from now on. Called once, when complete.</summary>
    IPlan Take();
}
