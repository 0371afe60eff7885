using System.Collections.Concurrent;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>Runs an inspector beside the window, which never waits for it.</summary>
internal sealed class InspectThread : IDisposable
{
    private readonly FrameExchange _frames = new();
    private readonly object _swapping = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Inspection _next = new();
    private Inspection _published = new();
    private Inspection _shown = new();
    private InspectSettings _settings;
    private bool _isNew;
    private volatile bool _stopping;

    /// <summary>Starts.</summary>
    /// <param name="make">Makes the inspector; called on its thread.</param>
    /// <param name="settings">To begin with.</param>
    public InspectThread(Func<IInspector> make, InspectSettings settings)
    {
        _settings = settings;
        new Thread(() => Run(make)) { IsBackground = true, Name = "inspection" }.Start();
    }

    /// <summary>What the user turns.</summary>
    public InspectSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set
        {
            Volatile.Write(ref _settings, value);
            _frames.Wake();
        }
    }

    /// <summary>What was made last; valid until <see cref="TryTake"/> is called again.</summary>
    public Inspection Shown => _shown;

    /// <summary>Completes when its thread has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Gives it a frame; it takes the latest when it is ready for one.</summary>
    public void Post(Frame frame, long number, FrameStamp stamp) => _frames.Post(frame, number, stamp);

    /// <summary>Takes what was made since the last call; false if nothing was.</summary>
    public bool TryTake()
    {
        lock (_swapping)
        {
            if (!_isNew)
                return false;
            (_published, _shown, _isNew) = (_shown, _published, false);
            return true;
        }
    }

    /// <summary>Takes the oldest error that was not taken.</summary>
    public bool TryTakeError(out Exception error) => _errors.TryDequeue(out error!);

    /// <summary>Ends; nobody waits for what is under way.</summary>
    public void Dispose()
    {
        _stopping = true;
        _frames.Wake();
    }

    private void Run(Func<IInspector> make)
    {
        try
        {
            using IInspector inspector = make();
            InspectSettings? done = null;
            while (!_stopping)
            {
                InspectSettings settings = Settings;
                bool isNew = _frames.TryTake();
                if (_frames.Number == 0 || (!isNew && done == settings))
                {
                    _frames.Wait();
                    continue;
                }

                done = settings;
                inspector.Process(_frames.Frame, settings, _next);
                (_next.FrameNumber, _next.Stamp, _next.Settings) = (_frames.Number, _frames.Stamp, settings);
                lock (_swapping)
                    (_next, _published, _isNew) = (_published, _next, true);
            }
        }
#pragma warning disable CA1031 // The window shows it and goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _errors.Enqueue(error);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
