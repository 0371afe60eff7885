using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Hands the latest frame from the window to the networks: as pixels to those on another thread, as a texture to those
/// that share the window's context. One side posts, the other takes and keeps until it takes again. Frames that nobody
/// took in time are dropped. Allocates only when a larger frame comes.
/// </summary>
internal sealed class FrameExchange
{
    private readonly object _swapping = new();
    private Place _next = new();
    private Place _latest = new();
    private Place _taken = new();

    /// <summary>Number of the frame that was taken last; 0 before the first.</summary>
    public long Number => _taken.Number;

    /// <summary>When it was taken by the camera.</summary>
    public FrameStamp Stamp => _taken.Stamp;

    /// <summary>Its size.</summary>
    public (int Width, int Height) Size =>
        _taken.Texture is { } texture ? (texture.Width, texture.Height) : (_taken.Pixels.Width, _taken.Pixels.Height);

    /// <summary>It as a texture of the networks' own context; null if it is pixels.</summary>
    public GpuFrame? Texture =>
        _taken.Texture is { } texture ? GpuFrame.Texture(texture.Handle, texture.Width, texture.Height) : null;

    /// <summary>Its pixels, where it is no texture.</summary>
    public Frame Frame => _taken.Pixels.Frame;

    /// <summary>Copies a frame, which from now on is the latest.</summary>
    public void Post(Frame frame, long number, FrameStamp stamp)
    {
        _next.Pixels.Set(frame, stamp);
        Post(null, number, stamp);
    }

    /// <summary>Makes a texture the latest frame, which must stay as it is while it is held.</summary>
    public void Post(Texture? texture, long number, FrameStamp stamp)
    {
        (_next.Texture, _next.Number, _next.Stamp) = (texture, number, stamp);
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
            _taken.Texture?.Release();
            (_latest, _taken) = (_taken, _latest);
            _taken.Texture?.Hold();
            return true;
        }
    }

    /// <summary>Lets go of the texture that is held.</summary>
    public void Release()
    {
        _taken.Texture?.Release();
        _taken.Texture = null;
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

    private sealed class Place
    {
        public FrameBuffer Pixels { get; } = new();

        public Texture? Texture { get; set; }

        public long Number { get; set; }

        public FrameStamp Stamp { get; set; }
    }
}
