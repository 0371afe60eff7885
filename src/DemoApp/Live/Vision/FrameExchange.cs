using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Hands the latest frame from the window to the networks, which may be on another thread: one side posts, the other
/// takes and keeps until it takes again. Frames that nobody took in time are dropped. Allocates only when a larger
/// frame
/// comes.
/// </summary>
internal sealed class FrameExchange
{
    private readonly object _swapping = new();
    private Copy _next = new();
    private Copy _latest = new();
    private Copy _taken = new();

    /// <summary>Number of the frame that was taken last; 0 before the first.</summary>
    public long Number => _taken.Number;

    /// <summary>When it was taken by the camera.</summary>
    public FrameStamp Stamp => _taken.Stamp;

    /// <summary>
    /// The latest frame as a texture of the networks' own context; null where they have none. Only for networks that
    /// share the window's thread.
    /// </summary>
    public GpuFrame? Texture { get; set; }

    /// <summary>The frame that was taken last.</summary>
    public Frame Frame => _taken.Frame;

    /// <summary>Copies a frame, which from now on is the latest.</summary>
    public void Post(Frame frame, long number, FrameStamp stamp)
    {
        _next.Set(frame, number, stamp);
        lock (_swapping)
        {
            (_next, _latest) = (_latest, _next);
            Monitor.Pulse(_swapping);
        }
    }

    /// <summary>Makes the latest frame the one to work on; false if that has been done.</summary>
    public bool TryTake()
    {
        lock (_swapping)
        {
            if (_latest.Number <= _taken.Number)
                return false;
            (_latest, _taken) = (_taken, _latest);
            return true;
        }
    }

    /// <summary>Waits until there is a frame to take, <see cref="Wake"/> is called or a moment has passed.</summary>
    public void Wait()
    {
        lock (_swapping)
        {
            if (_latest.Number <= _taken.Number)
                Monitor.Wait(_swapping, 50);
        }
    }

    /// <summary>Ends a wait.</summary>
    public void Wake()
    {
        lock (_swapping)
            Monitor.Pulse(_swapping);
    }

    private sealed class Copy
    {
        private byte[] _pixels = [];
        private int _width;
        private int _height;
        private PixelFormat _format;

        public long Number { get; private set; }

        public FrameStamp Stamp { get; private set; }

        public Frame Frame => new(_pixels, _width, _height, _format);

        public void Set(Frame frame, long number, FrameStamp stamp)
        {
            int rowBytes = frame.Row(0).Length;
            if (_pixels.Length < rowBytes * frame.Height)
                _pixels = new byte[rowBytes * frame.Height];
            for (int y = 0; y < frame.Height; y++)
                frame.Row(y).CopyTo(_pixels.AsSpan(y * rowBytes));
            (_width, _height, _format, Number, Stamp) = (frame.Width, frame.Height, frame.Format, number, stamp);
        }
    }
}
