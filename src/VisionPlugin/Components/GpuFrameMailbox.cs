using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Holds the latest picture in a texture or framebuffer, for behaviours that each take it when they are ready for one.
/// Other than <see cref="FrameMailbox"/> it copies nothing: a picture must stay as it is while a tick may take it, so
/// post what is complete before the tick, and clear it when the texture is drawn over or deleted. For one thread.
/// </summary>
public sealed class GpuFrameMailbox : IGpuFrameSource
{
    private GpuFrame _frame;
    private TimeSpan _time;
    private bool _isEmpty = true;

    /// <summary>Number of pictures posted.</summary>
    public long Posted { get; private set; }

    /// <summary>Makes a picture the latest.</summary>
    /// <param name="frame">The picture, which stays the caller's.</param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    public void Post(GpuFrame frame, TimeSpan time)
    {
        (_frame, _time, _isEmpty) = (frame, time, false);
        Posted++;
    }

    /// <summary>Takes the latest picture back from those that have not taken it yet.</summary>
    public void Clear() => _isEmpty = true;

    /// <inheritdoc/>
    public bool TryGetLatest(scoped ref long seen, out GpuFrame frame, out TimeSpan time)
    {
        (frame, time) = (_frame, _time);
        if (_isEmpty || Posted <= seen)
            return false;
        seen = Posted;
        return true;
    }
}
