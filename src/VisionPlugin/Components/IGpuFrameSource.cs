using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Where behaviours get pictures that are in textures or framebuffers: as <see cref="IFrameSource"/>, but nothing
/// leaves the GPU on the way to a network that runs there.
/// </summary>
public interface IGpuFrameSource
{
    /// <summary>
    /// Gives the latest picture if the caller has not had it. Called on the host's thread, with the context current;
    /// never blocks.
    /// </summary>
    /// <param name="seen">
    /// Number of the last picture that the caller had, 0 for none; set to that of the picture given. Numbers grow.
    /// </param>
    /// <param name="frame">
    /// The picture, which must be complete; it is read before the caller returns to the host.
    /// </param>
    /// <param name="time">When it was taken, by a clock of the source's choice.</param>
    /// <returns>False if there is no newer picture.</returns>
    bool TryGetLatest(scoped ref long seen, out GpuFrame frame, out TimeSpan time);
}
