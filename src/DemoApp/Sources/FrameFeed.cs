using System.Globalization;
using VisionPlugin.Components;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>
/// Reads a source on a thread of its own and keeps its latest frame, for a host that must never wait. A live source
/// that breaks off is opened again; a file is played at its own pace, every frame, as long as the host keeps up.
/// Nothing is allocated per frame. Times are those of <see cref="CaptureClock"/>: of the capture for a live source,
/// else of showing.
/// </summary>
internal sealed class FrameFeed : IFrameSource, IDisposable
{
    private readonly FeedOptions _options;
    private readonly FrameMailbox _mailbox = new();
    private readonly FrameBuffer _buffer = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly Timer? _watchdog;
    private IFrameReader? _reader;
    private volatile FeedState _state;
    private volatile bool _disposed;
    private bool _silent;
    private bool _paused;
    private int _steps;
    private TimeSpan _lastSign;
    private TimeSpan _lastFrame;
    private double _seconds;

    /// <summary>Starts to read; never waits for the source.</summary>
    public FrameFeed(FeedOptions options)
    {
        _options = options;
        _state = new FeedState(FeedStatus.Opening, $"Opening {options.Name} ...", 0, 0);
        _lastSign = CaptureClock.Now;
        _thread = new Thread(Run) { IsBackground = true, Name = $"frames of {options.Name}" };
        if (options.IsLive)
            _watchdog = new Timer(_ => Watch(), null, options.Silence, options.Silence / 4);
        _thread.Start();
    }

    /// <summary>Called on the feed's thread whenever <see cref="State"/> has changed.</summary>
    public event Action<FeedState>? StateChanged;

    /// <summary>What it does now.</summary>
    public FeedState State => _state;

    /// <summary>True for a camera or stream.</summary>
    public bool IsLive => _options.IsLive;

    /// <summary>Number of frames so far, those that nobody took included.</summary>
    public long Count => _mailbox.Posted;

    /// <summary>Frames a second of late; 0 before the second frame.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
                return _seconds > 0 ? 1 / _seconds : 0;
        }
    }

    /// <summary>Holds the picture: a file stands still, of a live source the frames are passed over.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate)
                return _paused;
        }

        set
        {
            lock (_gate)
            {
                (_paused, _steps) = (value, 0);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>While paused, shows one frame more.</summary>
    public void Step()
    {
        lock (_gate)
        {
            _steps += _paused ? 1 : 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public bool TryGetLatest(scoped ref long seen, out Frame frame, out TimeSpan time) =>
        _mailbox.TryGetLatest(ref seen, out frame, out time);

    /// <summary>Waits until there is a newer frame than <paramref name="seen"/>.</summary>
    /// <returns>False if none will come.</returns>
    public bool Wait(long seen)
    {
        lock (_gate)
        {
            while (_mailbox.Posted <= seen && !_disposed && !_state.IsOver)
                Monitor.Wait(_gate);
            return _mailbox.Posted > seen && !_disposed;
        }
    }

    /// <summary>
    /// Ends the reading, whatever it waits for; then <see cref="Wait"/> gives false. From any thread.
    /// </summary>
    public void Stop()
    {
        _disposed = true;
        lock (_gate)
        {
            _reader?.Stop();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the reading and waits until the source is closed.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
        _watchdog?.Dispose();
    }

    private void Run()
    {
        int failures = 0;
        while (!_disposed)
        {
            long before = Count;
            try
            {
                ReadToEnd();
                if (_disposed)
                    return;
                if (!_options.Loop)
                {
                    Change(FeedStatus.Ended, $"{_options.Name} has ended.");
                    return;
                }
            }
            catch (Exception error) when (error is SourceException or BadInputException)
            {
                failures = Count > before ? 1 : failures + 1;
                bool isHopeless = !_options.IsLive || failures >= _options.MaxAttempts
                    || (Count == 0 && !_options.RetryFirst);
                if (isHopeless || _disposed)
                {
                    Change(FeedStatus.Failed, error.Message);
                    return;
                }

                TimeSpan delay = _options.DelayAfter(failures);
                Change(FeedStatus.Waiting, string.Create(CultureInfo.InvariantCulture,
                    $"{error.Message} Trying again in {delay.TotalSeconds:0.##} s."));
                WaitUntil(CaptureClock.Now + delay);
            }
        }
    }

    private void ReadToEnd()
    {
        _lastSign = CaptureClock.Now;
        using IFrameReader reader = _options.Open();
        lock (_gate)
        {
            (_reader, _silent) = (reader, false);
            if (_disposed)
                reader.Stop();
        }

        try
        {
            TimeSpan start = CaptureClock.Now;
            while (reader.Read(_buffer))
                Take(ref start);
        }
        finally
        {
            lock (_gate)
                _reader = null;
        }

        if (_silent && !_disposed)
            throw new SourceException($"{_options.Name} sends nothing.");
    }

    private void Take(ref TimeSpan start)
    {
        _lastSign = CaptureClock.Now;
        if (_options.IsLive)
        {
            if (MayShow())
                Post(_buffer.Stamp.Captured);
            return;
        }

        WaitForTurn(start + _buffer.Stamp.Time);
        // A file that was held, stepped through or read too slowly goes on from here; nothing is made up for.
        TimeSpan now = CaptureClock.Now, late = now - (start + _buffer.Stamp.Time);
        if (late.Duration() > TimeSpan.FromSeconds(0.1))
            start += late;
        Post(now);
    }

    // Until the frame is due; while paused, until a step is asked for.
    private void WaitForTurn(TimeSpan due)
    {
        lock (_gate)
        {
            while (!_disposed)
            {
                TimeSpan left = due - CaptureClock.Now;
                if (_paused ? MayShow() : left <= TimeSpan.Zero)
                    return;
                if (_paused)
                    Monitor.Wait(_gate);
                else
                    Monitor.Wait(_gate, Milliseconds(left));
            }
        }
    }

    private bool MayShow()
    {
        lock (_gate)
        {
            if (!_paused)
                return true;
            bool isStep = _steps > 0;
            _steps -= isStep ? 1 : 0;
            return isStep;
        }
    }

    private void Post(TimeSpan time)
    {
        if (_state.Status != FeedStatus.Running || (_state.Width, _state.Height) != (_buffer.Width, _buffer.Height))
            Change(FeedStatus.Running, $"{_options.Name}, {_buffer.Width} x {_buffer.Height}");
        // A camera that was opened again may date its frames otherwise; the order of frames stays that of their times.
        time = time > _lastFrame ? time : _lastFrame;
        _mailbox.Post(_buffer.Frame, time);
        lock (_gate)
        {
            double seconds = (time - _lastFrame).TotalSeconds;
            // A moving average over some ten frames; a gap starts it anew.
            if (_lastFrame > TimeSpan.Zero && seconds is > 0 and < 2)
                _seconds = _seconds > 0 ? (0.9 * _seconds) + (0.1 * seconds) : seconds;
            else
                _seconds = 0;
            _lastFrame = time;
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitUntil(TimeSpan time)
    {
        lock (_gate)
        {
            while (!_disposed && CaptureClock.Now < time)
                Monitor.Wait(_gate, Milliseconds(time - CaptureClock.Now));
        }
    }

    private static int Milliseconds(TimeSpan time) => (int)Math.Ceiling(Math.Clamp(time.TotalMilliseconds, 1, 1e6));

    private void Watch()
    {
        lock (_gate)
        {
            if (_reader is null || CaptureClock.Now - _lastSign < _options.Silence)
                return;
            _silent = true;
            _reader.Stop();
        }
    }

    private void Change(FeedStatus status, string message)
    {
        FeedState state = new(status, message, _buffer.Width, _buffer.Height);
        lock (_gate)
        {
            _state = state;
            Monitor.PulseAll(_gate);
        }

        StateChanged?.Invoke(state);
    }
}
