namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// Reads a pipe: small things through a buffer, large ones straight to where they belong. Allocates nothing.
/// </summary>
internal sealed class BufferedBytes(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The next byte; false at the end.</summary>
    public bool TryReadByte(out byte value)
    {
        if (_start == _end)
            (_start, _end) = (0, stream.Read(_buffer));
        value = _end == 0 ? (byte)0 : _buffer[_start];
        if (_end == 0)
            return false;
        _start++;
        return true;
    }

    /// <summary>Fills a span.</summary>
    /// <exception cref="EndOfStreamException">The pipe ends before.</exception>
    public void ReadExactly(Span<byte> target)
    {
        int here = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, here).CopyTo(target);
        _start += here;
        if (here < target.Length)
            stream.ReadExactly(target[here..]);
    }
}
