using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using Texture = VisionPlugin.DemoApp.Drawing.Texture;

namespace VisionPlugin.DemoApp.Live.Feeds;

/// <summary>
/// Shows sources one after the other: a picture for a while, everything else until the next is asked for.
/// </summary>
internal sealed class SourceFeed : ILiveFeed
{
    private static readonly TimeSpan PictureTime = TimeSpan.FromSeconds(4);

    private readonly IReadOnlyList<Source> _sources;
    private readonly FrameUpload _upload;
    private FrameFeed _feed;
    private int _index;
    private long _seen;
    private TimeSpan _since = CaptureClock.Now;
    private bool _isPaused;

    /// <summary>Opens the first.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public SourceFeed(IReadOnlyList<Source> sources, GL gl)
    {
        _sources = sources;
        _feed = Open(sources[0]);
        _upload = new FrameUpload(gl);
    }

    public string Name => IsStill ? Path.GetFileName(Current.Text) : Current.Text;

    public string? Trouble => _feed.State.Status is FeedStatus.Waiting or FeedStatus.Failed or FeedStatus.Opening
        ? _feed.State.Message : null;

    public bool IsStill => !Current.IsMoving;

    public double Rate => _feed.Rate;

    public bool IsPaused
    {
        get => _isPaused;
        set => _feed.IsPaused = _isPaused = value;
    }

    private Source Current => _sources[_index];

    public void Step()
    {
        if (IsStill)
            Next();
        else
            _feed.Step();
    }

    public void Next()
    {
        if (_sources.Count == 1)
            return;
        _index = (_index + 1) % _sources.Count;
        _feed.Dispose();
        _feed = Open(Current);
        (_seen, _since) = (0, CaptureClock.Now);
        _feed.IsPaused = _isPaused && !IsStill;
    }

    public bool TryTake(Texture texture, FrameBuffer? pixels, out FrameStamp stamp)
    {
        if (IsStill && !_isPaused && CaptureClock.Now - _since > PictureTime)
            Next();
        bool isNew = _feed.TryGetLatest(ref _seen, out Frame frame, out TimeSpan time);
        stamp = new FrameStamp(_seen - 1, time, time);
        if (!isNew)
            return false;
        _upload.Upload(frame, texture);
        pixels?.Set(frame, stamp);
        return true;
    }

    public void Dispose()
    {
        _feed.Dispose();
        _upload.Dispose();
    }

    // As cameras and decoders give it: half the bytes, or less, to bring here and to the GPU.
    private static FrameFeed Open(Source source) => SourceOpener.OpenFeed(source, format: null);
}
