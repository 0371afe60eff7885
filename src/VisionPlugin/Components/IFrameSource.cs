using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Where behaviours get their frames: they ask for the latest one when they are ready for it, so that nothing is copied
/// or converted that nobody looks at. Several behaviours may share a source.
/// </summary>
public interface IFrameSource
{
    /// <summary>
    /// Gives the latest frame if the caller has not had it. Called on the host's thread; never blocks.
    /// </summary>
    /// <param name="seen">
    /// Number of the last frame that the caller had, 0 for none; set to that of the frame given. Numbers grow.
    /// </param>
    /// <param name="frame">
    /// The frame; its pixels stay as they are until the caller's thread comes back to the source.
    /// </param>
    /// <param name="time">When it was taken, by a clock of the source's choice.</param>
    /// <returns>False if there is no newer frame.</returns>
    bool TryGetLatest(scoped ref long seen, out Frame frame, out TimeSpan time);
}
