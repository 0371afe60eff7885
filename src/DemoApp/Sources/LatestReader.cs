using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>Reads a live source as a sequence: each frame is the latest one at the time when it is asked for.</summary>
internal sealed class LatestReader : IFrameReader
{
    private readonly FrameFeed _feed;
    private readonly int _stride;
    private long _seen;
    private TimeSpan? _first;
    private volatile bool _stopped;

    /// <summary>Takes over a feed, which it disposes.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="stride">How many of the source's frames each of the feed's stands for.</param>
    public LatestReader(FrameFeed feed, int stride) => (_feed, _stride) = (feed, stride);

    /// <inheritdoc/>
    public SourceInfo Info => new(_feed.Rate > 0 ? _feed.Rate : null, null);

    /// <inheritdoc/>
    public bool Read(FrameBuffer target)
    {
        if (_stopped || !_feed.Wait(_seen))
        {
            return _stopped || _feed.State.Status != FeedStatus.Failed ? false
                : throw new SourceException(_feed.State.Message);
        }

        _feed.TryGetLatest(ref _seen, out Frame frame, out TimeSpan time);
        _first ??= time;
        target.Set(frame, new FrameStamp((_seen - 1) * _stride, time - _first.Value, time));
        return true;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _stopped = true;
        _feed.Stop();
    }

    /// <summary>Ends the feed.</summary>
    public void Dispose() => _feed.Dispose();
}
