using VisionPlugin.DemoApp.Capture.Cameras;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// Reads a camera, stream or video through an ffmpeg process of its own. The pixels go from the pipe into the caller's
/// buffer; nothing is allocated per frame.
/// </summary>
internal sealed class FfmpegReader : IFrameReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Source _source;
    private readonly PixelFormat _format;
    private readonly int _stride;
    private readonly FfmpegProcess _process;
    private readonly NutReader _nut;
    private volatile bool _stopped;
    private (int Width, int Height) _size;
    private long _count;
    private TimeSpan _first;
    private TimeSpan _time;
    private TimeSpan _captured;

    /// <summary>Starts ffmpeg. Errors of the source itself show in <see cref="Read"/>.</summary>
    /// <param name="source">A camera, stream, video or generated source.</param>
    /// <param name="format">Format of the frames; null for that which costs least.</param>
    /// <param name="stride">Every how manyth frame is read; the others count but do not come through the pipe.</param>
    /// <param name="tool">The ffmpeg.</param>
    /// <param name="loops">True for a video file over and over.</param>
    /// <exception cref="SourceException">ffmpeg cannot be started.</exception>
    public FfmpegReader(Source source, PixelFormat? format, int stride, FfmpegTool tool, bool loops = false)
    {
        (_source, _stride) = (source, stride);
        CameraMode? mode = null;
        if (source.Kind == SourceKind.Camera)
        {
            source = source with { Target = CameraFinder.DeviceOf(source.Target, tool) };
            mode = CameraModes.Choose(CameraFinder.ModesOf(source.Target, tool) ?? [], source.Camera);
        }

        _format = format ?? FfmpegPixels.CheapestFor(source, mode);
        Info = source.Kind == SourceKind.Video ? VideoProbe.Run(source, stride, tool)
            : new SourceInfo(mode?.Rate, null);
        _process = FfmpegProcess.Start(
            tool.Ffmpeg, FfmpegInput.Arguments(source, mode, _format, stride, tool.Version, loops),
            FfmpegPipe.Output);
        _nut = new NutReader(_process.Output);
    }

    /// <inheritdoc/>
    public SourceInfo Info { get; }

    /// <summary>Number of ffmpeg's process.</summary>
    public int ProcessId => _process.Id;

    /// <inheritdoc/>
    public bool Read(FrameBuffer target)
    {
        try
        {
            if (_stopped || !_nut.TryReadHeader(out TimeSpan time, out int length))
                return End();
            if (_size == default)
                _size = (_nut.Width, _nut.Height);
            target.Resize(_size.Width, _size.Height, _format);
            if (length != target.Pixels.Length || _size != (_nut.Width, _nut.Height))
                throw new SourceException($"{_source.Text} has changed its size.");
            _nut.ReadPixels(target.Pixels);
            // Neither time runs backwards, whatever clocks and damaged files say.
            _first = _count == 0 ? time : _first;
            (_time, _captured) = (Later(_time, time - _first), Later(_captured, Captured(time)));
            target.Stamp = new FrameStamp(_count++ * _stride, _time, _captured);
            return true;
        }
        catch (Exception error) when (error is EndOfStreamException or IOException or ObjectDisposedException)
        {
            return End();
        }
        catch (NutException error) when (!_stopped)
        {
            throw new SourceException($"{_source.Text} cannot be read: ffmpeg sent {error.Message}.", error);
        }
        catch (NutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _stopped = true;
        _process.Kill();
    }

    /// <summary>Ends ffmpeg.</summary>
    public void Dispose()
    {
        _stopped = true;
        _process.Dispose();
    }

    // A file ends; a live source, or one whose process failed, breaks off.
    private bool End()
    {
        if (_stopped)
            return false;
        int code = _process.WaitForExit(Patience);
        if (_stopped || (code == 0 && !_source.IsLive && _count > 0))
            return false;
        throw new SourceException(FfmpegErrors.Describe(_source, _process.Complaints));
    }

    // A camera's frames carry the wall clock of their capture; what lies in the future or long ago is no such time.
    private TimeSpan Captured(TimeSpan time)
    {
        TimeSpan now = CaptureClock.Now;
        TimeSpan age = _source.Kind == SourceKind.Camera ? DateTime.UtcNow - DateTime.UnixEpoch - time : TimeSpan.Zero;
        return age > TimeSpan.Zero && age < TimeSpan.FromSeconds(5) ? now - age : now;
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
