using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>Runs what the views beside the video need, and only that.</summary>
internal sealed class InspectDesk(MessageBoard messages) : IDisposable
{
    private readonly List<Task> _ending = [];
    private InspectThread? _thread;
    private (ViewKind View, ModelAsset? Model, string Backend) _what;

    /// <summary>What the user turns; kept from view to view.</summary>
    public InspectSettings Settings { get; private set; } = new();

    /// <summary>What was made last; null before that.</summary>
    public Inspection? Shown { get; private set; }

    /// <summary>True if it looks at frames.</summary>
    public bool IsActive => _thread is not null;

    /// <summary>Times a second that something new is shown.</summary>
    public RateMeter Rate { get; } = new();

    /// <summary>
    /// True if what is shown is of a frame, with what the user has turned; or nothing is to be shown.
    /// </summary>
    public bool IsUpToDate(long frame) =>
        _what.View == ViewKind.Video || (Shown is { } shown && shown.FrameNumber == frame
            && shown.Settings == Settings);

    /// <summary>Changes what the user turns.</summary>
    public void Change(Func<InspectSettings, InspectSettings> change)
    {
        InspectSettings changed = change(Settings);
        if (changed == Settings)
            return;
        Settings = changed;
        if (_thread is not null)
            _thread.Settings = changed;
    }

    /// <summary>Gives it a frame.</summary>
    public void Post(FrameBuffer frame, long number) => _thread?.Post(frame.Frame, number, frame.Stamp);

    /// <summary>Sees to it that the right thing runs, and takes what it has made.</summary>
    /// <returns>True if it has just begun, and wants a frame.</returns>
    public bool Tick(ViewKind view, VisionMode? mode, string backend)
    {
        ModelAsset? model = view is ViewKind.Video or ViewKind.Filter ? null : mode?.Model.Value;
        bool hasBegun = false;
        if ((view, model, backend) != _what)
        {
            End();
            _what = (view, model, backend);
            if (view != ViewKind.Video && (view == ViewKind.Filter || model is not null))
            {
                _thread = Begin(view, model, backend);
                hasBegun = true;
            }
        }

        while (_thread is not null && _thread.TryTakeError(out Exception error))
            messages.Fail(error.Message);
        if (_thread is not null && _thread.TryTake())
        {
            Shown = _thread.Shown;
            Rate.Add(CaptureClock.Now);
        }

        return hasBegun;
    }

    public void Dispose()
    {
        End();
        Task.WaitAll([.. _ending], TimeSpan.FromSeconds(5));
    }

    // By itself, since what the lambda holds would be allocated in each frame.
    private InspectThread Begin(ViewKind view, ModelAsset? model, string backend) =>
        new(() => Make(view, model, backend), Settings);

    private void End()
    {
        Shown = null;
        Rate.Clear();
        _ending.RemoveAll(t => t.IsCompleted);
        if (_thread is null)
            return;
        _thread.Dispose();
        _ending.Add(_thread.Ended);
        _thread = null;
    }

    // On the inspection's own thread, where a graphics context of its own may live.
    private static IInspector Make(ViewKind view, ModelAsset? model, string backend) => view switch
    {
        ViewKind.Activations => new ActivationInspector(model!.Task.GetAwaiter().GetResult(), MakeBackend(backend)),
        ViewKind.Compare => MakeComparison(model!),
        _ => new FilterInspector(HasGpu(out GpuBackend? gpu) ? gpu : new CpuBackend()),
    };

    private static CompareInspector MakeComparison(ModelAsset model) => HasGpu(out GpuBackend? gpu)
        ? new CompareInspector(model.Task.GetAwaiter().GetResult(), new CpuBackend(), gpu)
        : new CompareInspector(model.Task.GetAwaiter().GetResult(), new CpuBackend(), new ReferenceBackend());

    private static IBackend MakeBackend(string name) => name switch
    {
        "gpu" when HasGpu(out GpuBackend? gpu) => gpu,
        "reference" => new ReferenceBackend(),
        _ => new CpuBackend(),
    };

    private static bool HasGpu([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GpuBackend? backend)
    {
        try
        {
            backend = GpuBackend.CreateHeadless();
            return true;
        }
        catch (GpuUnavailableException)
        {
            backend = null;
            return false;
        }
    }
}
