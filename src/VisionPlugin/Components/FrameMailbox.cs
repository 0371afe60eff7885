using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// Keeps a copy of the latest frame: a camera's or decoder's thread posts, the host's thread takes, and neither waits
/// for the other longer than it takes to swap two references. Frames that nobody took in time are dropped. Allocates
/// only when a larger frame comes. Frames may be posted from any threads; those who take must be on one.
/// </summary>
public sealed class FrameMailbox : IFrameSource
{
    private readonly Lock _posting = new();
    private readonly Lock _swapping = new();
    private Copy _next = new();
    private Copy _latest = new();
    private Copy _taken = new();
    private long _count;

    /// <summary>Number of frames posted.</summary>
    public long Posted => Interlocked.Read(ref _count);

    /// <summary>Copies a frame, which from now on is the latest.</summary>
    /// <param name="frame">The frame, which stays the caller's.</param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    public void Post(Frame frame, TimeSpan time)
    {
        lock (_posting)
        {
            _next.Set(frame, time, Posted + 1);
            lock (_swapping)
                (_next, _latest) = (_latest, _next);
            Interlocked.Increment(ref _count);
        }
    }

    /// <inheritdoc/>
    public bool TryGetLatest(scoped ref long seen, out Frame frame, out TimeSpan time)
    {
        lock (_swapping)
        {
            if (_latest.Number > _taken.Number)
                (_latest, _taken) = (_taken, _latest);
        }

        if (_taken.Number <= seen)
        {
            frame = default;
            time = default;
            return false;
        }

        frame = _taken.Frame;
        (time, seen) = (_taken.Time, _taken.Number);
        return true;
    }

    private sealed class Copy
    {
        private byte[] _pixels = [];
        private byte[] _chroma = [];
        private int _width;
        private int _height;
        private PixelFormat _format;
        private YuvEncoding _yuv;
        private bool _isBottomUp;

        public long Number { get; private set; }

        public TimeSpan Time { get; private set; }

        public Frame Frame => _format == PixelFormat.Nv12
            ? new(_pixels, _chroma, _width, _height) { Yuv = _yuv, IsBottomUp = _isBottomUp }
            : new(_pixels, _width, _height, _format) { Yuv = _yuv, IsBottomUp = _isBottomUp };

        public void Set(Frame frame, TimeSpan time, long number)
        {
            int rowBytes = PixelFormats.RowBytes(frame.Format, frame.Width);
            CopyRows(frame.Pixels, frame.Stride, rowBytes, frame.Height, ref _pixels);
            if (frame.Format == PixelFormat.Nv12)
            {
                int chromaBytes = PixelFormats.ChromaRowBytes(frame.Width);
                CopyRows(frame.Chroma, frame.ChromaStride, chromaBytes, (frame.Height + 1) / 2, ref _chroma);
            }

            (_width, _height, _format, _yuv) = (frame.Width, frame.Height, frame.Format, frame.Yuv);
            (_isBottomUp, Time, Number) = (frame.IsBottomUp, time, number);
        }

        private static void CopyRows(ReadOnlySpan<byte> from, int stride, int rowBytes, int rows, ref byte[] to)
        {
            if (to.Length < rowBytes * rows)
                to = new byte[rowBytes * rows];
            for (int y = 0; y < rows; y++)
                from.Slice(y * stride, rowBytes).CopyTo(to.AsSpan(y * rowBytes));
        }
    }
}
