namespace VisionPlugin.Components;

/// <summary>Reads another stream, which it leaves open, tells how far it is, and stops when asked to.</summary>
/// <param name="stream">The stream.</param>
/// <param name="report">
/// Told the part that has been read, 0..1, at each percent; never if the length is unknown.
/// </param>
/// <param name="cancellation">Makes the next read throw.</param>
internal sealed class WatchedStream(Stream stream, Action<float> report, CancellationToken cancellation) : Stream
{
    private readonly long _length = stream.CanSeek ? stream.Length - stream.Position : 0;
    private long _read;
    private int _percent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int count = stream.Read(buffer);
        _read += count;
        int percent = _length > 0 ? (int)(100 * _read / _length) : 0;
        if (percent > _percent)
            report((_percent = percent) / 100f);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
