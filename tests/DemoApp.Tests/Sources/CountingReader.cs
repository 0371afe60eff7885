using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Sources;

/// <summary>
/// Gives frames of one pixel that holds their number, when the test allows them; their times are an hour apart.
/// </summary>
internal sealed class CountingReader(bool free = false) : IFrameReader
{
    private readonly SemaphoreSlim _allowed = new(0);
    private volatile bool _stopped;
    private int _count;

    public SourceInfo Info { get; } = new(null, null);

    /// <summary>Lets frames pass.</summary>
    public void Allow(int frames) => _allowed.Release(frames);

    public bool Read(FrameBuffer target)
    {
        if (!free)
            _allowed.Wait();
        if (_stopped)
            return false;
        target.Resize(1, 1, PixelFormat.Gray8);
        target.Pixels[0] = (byte)_count;
        target.Stamp = new FrameStamp(_count, TimeSpan.FromHours(_count), TimeSpan.FromHours(_count));
        _count++;
        return true;
    }

    public void Stop()
    {
        _stopped = true;
        _allowed.Release();
    }

    public void Dispose() => _stopped = true;
}
