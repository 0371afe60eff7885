namespace VisionPlugin.Samples.ClassifyService;

/// <summary>
/// Reads frames as fast as they come and keeps the latest, so that what is looked at is never older than it must be:
/// one buffer is being read into, one waits, one is being looked at.
/// </summary>
/// <param name="stream">Where frames come from; stays the caller's.</param>
/// <param name="layout">What they look like.</param>
/// <param name="every">Waits until a frame was taken before it keeps the next, so that none is left out.</param>
internal sealed class FrameStream(Stream stream, FrameLayout layout, bool every) : IDisposable
{
    private readonly Lock _swapping = new();
    private readonly SemaphoreSlim _kept = new(0);
    private readonly SemaphoreSlim _taken = new(1);
    private byte[] _next = new byte[layout.Bytes], _latest = new byte[layout.Bytes], _inUse = new byte[layout.Bytes];
    private long _number;
    private bool _isNew;
    private bool _hasEnded;

    /// <summary>Frames read so far.</summary>
    public long Count => Interlocked.Read(ref _number);

    /// <summary>Reads until the input ends.</summary>
    /// <exception cref="InputException">It ends within a frame.</exception>
    public async Task ReadAsync()
    {
        try
        {
            while (await ReadFrameAsync().ConfigureAwait(false))
            {
                if (every)
                    await _taken.WaitAsync().ConfigureAwait(false);
                lock (_swapping)
                {
                    (_next, _latest) = (_latest, _next);
                    Interlocked.Increment(ref _number);
                    if (!_isNew)
                        _kept.Release();
                    _isNew = true;
                }
            }
        }
        finally
        {
            lock (_swapping)
                _hasEnded = true;
            _kept.Release();
        }
    }

    /// <summary>Waits for a frame that was not taken yet; null at the end of the input.</summary>
    /// <returns>Its pixels, which stay as they are until the next call, and its number, from 0 on.</returns>
    public async ValueTask<(byte[] Pixels, long Number)?> TakeAsync()
    {
        await _kept.WaitAsync().ConfigureAwait(false);
        lock (_swapping)
        {
            if (!_isNew && _hasEnded)
                return null;
            (_latest, _inUse) = (_inUse, _latest);
            _isNew = false;
            if (every)
                _taken.Release();
            return (_inUse, Count - 1);
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _taken.Dispose();
    }

    private async Task<bool> ReadFrameAsync()
    {
        int read = await stream.ReadAtLeastAsync(_next, _next.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        return read == _next.Length || (read == 0
            ? false
            : throw new InputException(
                $"The input ends within frame {Count}, after {read} of its {_next.Length} bytes."
                + " Are --width, --height and --format those of the stream?"));
    }
}
