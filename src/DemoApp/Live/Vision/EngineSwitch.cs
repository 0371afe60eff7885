using VisionPlugin.ComputeShaders;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Which networks run on what. A change is prepared beside what runs, and takes over when it is ready; if it cannot be
/// made, what runs goes on and the reason is said.
/// </summary>
internal sealed class EngineSwitch(
    Func<string, IBackend> makeBackend, WorkerOptions worker, TimeSpan budget, MessageBoard messages) : IDisposable
{
    private VisionEngine? _pending;
    private string _pendingBackend = "";
    private readonly List<VisionEngine> _ending = [];

    /// <summary>What runs; null before the first is ready.</summary>
    public VisionEngine? Current { get; private set; }

    /// <summary>What takes over when it is ready; null if nothing is to change.</summary>
    public VisionEngine? Pending => _pending;

    /// <summary>What the user asked to run on: gpu, cpu or reference.</summary>
    public string BackendName { get; private set; } = "";

    /// <summary>What the user turns, for all networks.</summary>
    public VisionSettings Settings
    {
        get;
        set
        {
            field = value;
            Apply(Current);
            Apply(_pending);
        }
    } = VisionSettings.Defaults;

    /// <summary>
    /// Why the networks have lost all that they had in the window's context; null while they have not.
    /// </summary>
    public string? Loss { get; private set; }

    /// <summary>Raised when other networks have taken over.</summary>
    public event Action? Changed;

    /// <summary>Begins a change.</summary>
    public void Show(VisionMode mode, string backend)
    {
        IBackend made;
        try
        {
            made = makeBackend(backend);
        }
        catch (Exception error) when (error is VisionException or BadInputException)
        {
            messages.Fail(error.Message);
            return;
        }

        End(_pending);
        _pendingBackend = backend;
        _pending = new VisionEngine(mode, made, worker, budget);
    }

    /// <summary>True if some of them look at pixels, and not at the window's texture.</summary>
    public bool NeedPixels => Current is { IsInLoop: false } || _pending is { IsInLoop: false };

    /// <summary>Gives the networks a frame.</summary>
    /// <param name="texture">Where it is in the window's context.</param>
    /// <param name="pixels">It as pixels, of account if <see cref="NeedPixels"/>.</param>
    /// <param name="number">Its number.</param>
    public void Post(Texture texture, FrameBuffer pixels, long number)
    {
        Current?.Post(texture, pixels, number);
        _pending?.Post(texture, pixels, number);
    }

    /// <summary>Runs a slice and changes over if that is due.</summary>
    public void Tick(double seconds)
    {
        Current?.Tick(seconds);
        _pending?.Tick(seconds);
        Report(Current);
        Report(_pending);
        if (_pending is { HasFailed: true })
        {
            Report(_pending);
            End(_pending);
            _pending = null;
        }
        else if (_pending is { IsLoading: false })
        {
            End(Current);
            (Current, BackendName, _pending) = (_pending, _pendingBackend, null);
            Apply(Current);
            Changed?.Invoke();
        }
    }

    /// <summary>Ends all networks and waits for those whose memory is not free yet, but not for ever.</summary>
    public void Dispose()
    {
        End(Current);
        End(_pending);
        (Current, _pending) = (null, null);
        Task.WaitAll([.. _ending.Select(e => e.Ended)], TimeSpan.FromSeconds(5));
    }

    private void Apply(VisionEngine? engine)
    {
        if (engine?.Pipeline is { } pipeline)
            pipeline.Settings = Settings;
    }

    private void End(VisionEngine? engine)
    {
        if (engine is null)
            return;
        engine.Dispose();
        _ending.RemoveAll(e => e.Ended.IsCompleted);
        _ending.Add(engine);
    }

    private void Report(VisionEngine? engine)
    {
        while (engine is not null && engine.TryTakeError(out Exception error))
        {
            // Those who share the window's context: what is lost is the window's too.
            if (error is GpuDeviceLostException && engine.IsInLoop)
                Loss ??= error.Message;
            messages.Fail(error.Message);
        }
    }
}
