using System.Diagnostics;
using Silk.NET.GLFW;
using Silk.NET.Input;
using Silk.NET.Maths;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Feeds;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Views;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Sources;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live;

/// <summary>
/// The window. Its loop takes the latest frame, gives the networks what they may have of it, and draws what is known by
/// now; it never waits for a network or a source.
/// </summary>
internal sealed partial class LiveWindow : IDisposable
{
    // Frames a second of a recording that waits for each frame's results.
    private const double OfflineRate = 10;

    private const GLEnum ContextLost = (GLEnum)0x0507;

    // Where the display does not set the pace, this does.
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromSeconds(1 / 120.0);
    private static readonly TimeSpan ShortestRecorded = TimeSpan.FromSeconds(1 / 31.0);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(30);

    private readonly LiveOptions _options;
    private readonly IWindow _window;
    private readonly GL _gl;
    private readonly IInputContext _input;
    private readonly Stage _stage;
    private readonly FramePicture _picture;
    private readonly VideoView _video;
    private readonly FilterView _filter;
    private readonly Dictionary<ViewKind, ILiveView> _views;
    private readonly HudPainter _hud;
    private readonly NoticePainter _notices;
    private readonly GpuClock _clock;
    private readonly NetworkClock _networkClock;
    private readonly DebugLog? _log;
    private readonly string _autoBackend;
    private byte[] _row = [];
    private TimeSpan _lastRecorded;
    private long _lastFrame;
    private TimeSpan? _end;
    private readonly TimeSpan _opened = CaptureClock.Now;
    private readonly float _displayScale;
    private TimeSpan _lastLook;
    private string? _source;

    /// <summary>Opens the window.</summary>
    /// <exception cref="GlfwException">There is no display.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine has no GLFW.</exception>
    /// <exception cref="BadInputException">The source or the model cannot be used.</exception>
    public LiveWindow(LiveOptions options)
    {
        _options = options;
        _window = OpenWindow(options);
        _gl = _window.CreateOpenGL();
        (_source, _displayScale) = (options.Source, DisplayScale.Read());
        _log = options.IsDebugged ? new DebugLog(_gl) : null;
        var info = GlDeviceInfo.Read(_gl);
        _autoBackend = info.HasComputeShaders && !info.IsSoftware ? "gpu" : "cpu";
        _stage = new Stage(_gl);
        _picture = new FramePicture(_gl);
        (_clock, _networkClock) = (new GpuClock(_gl, 3), new NetworkClock(_gl));
        var engines = new EngineSwitch(MakeBackend, options.Worker, options.Budget, Messages);
        Session = new LiveSession(LiveFeeds.Open(options.Source, _gl, isTimed: options.Frames is null), _picture,
            Modes(options), engines, Messages)
        {
            View = options.View,
        };
        _video = new VideoView(_stage, Session, _picture);
        _filter = new FilterView(_stage, Session);
        _views = new()
        {
            [ViewKind.Video] = _video,
            [ViewKind.Activations] = new ActivationsView(_stage, Session, _video),
            [ViewKind.Compare] = new CompareView(_stage, Session, _video),
            [ViewKind.Filter] = _filter,
        };
        (_hud, _notices) = (new HudPainter(_stage, Session, Statistics), new NoticePainter(_stage, Session));
        _input = _window.CreateInput();
        Listen();
        Session.ShowMode(options.Modes.First, options.Backend == "auto" ? _autoBackend : options.Backend);
        if (options.Record is { } record)
            StartRecording(record, options.IsOffline ? OfflineRate : null);
    }

    /// <summary>What it knows.</summary>
    public LiveSession Session { get; }

    /// <summary>How fast everything goes.</summary>
    public FrameStatistics Statistics { get; } = new();

    /// <summary>What it says.</summary>
    public MessageBoard Messages { get; } = new();

    /// <summary>Number of frames drawn.</summary>
    public long FramesDrawn { get; private set; }

    /// <summary>Number of them with a picture: all since the first frame of the source came.</summary>
    public long FramesShown { get; private set; }

    /// <summary>What OpenGL complained of, in a debug context.</summary>
    public IReadOnlyList<string> GlErrors => _log?.Errors ?? [];

    /// <summary>The window itself.</summary>
    public IWindow Window => _window;

    /// <summary>The recording under way; null if there is none.</summary>
    public Recorder? Recorder { get; private set; }

    /// <summary>Why everything on the GPU is gone, the window with it; null while it is not.</summary>
    public string? Loss { get; private set; }

    /// <summary>Pixels of one unit of text and lines.</summary>
    public float Scale => _stage.Scale;

    /// <summary>Where the frame is drawn, in pixels of the window.</summary>
    public Box PicturePlace => _video.Place;

    /// <summary>One turn of the loop; false when it is over.</summary>
    public bool Turn()
    {
        _window.DoEvents();
        if (_window.IsClosing || Session.IsLeaving)
            return false;
        Vector2D<int> size = _window.FramebufferSize;
        if (size.X == 0 || size.Y == 0 || _window.WindowState == WindowState.Minimized)
        {
            // There is nothing to draw on; frames are taken all the same.
            Advance(1 / 30.0);
            Thread.Sleep(33);
            return true;
        }

        _window.DoRender();
        return !IsLost() && !IsDone();
    }

    public void Dispose()
    {
        EndRecording();
        Session.Dispose();
        foreach (ILiveView view in _views.Values)
            view.Dispose();
        _picture.Dispose();
        _clock.Dispose();
        _networkClock.Dispose();
        _stage.Dispose();
        _input.Dispose();
        _window.Dispose();
    }

    // Who works on the GPU notices at once; else it is looked for now and then, since asking may cost time.
    private bool IsLost()
    {
        Loss ??= Session.Engines.Loss;
        if (Loss is null && CaptureClock.Now - _lastLook > TimeSpan.FromSeconds(1))
        {
            _lastLook = CaptureClock.Now;
            Loss = _gl.GetError() == ContextLost ? "The GPU was reset." : null;
        }

        return Loss is not null;
    }

    private void OnRender(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        double sinceLast = _lastFrame == 0 ? seconds : Stopwatch.GetElapsedTime(_lastFrame, start).TotalSeconds;
        _lastFrame = start;
        PressKeys();
        Advance(sinceLast);
        for (long began = start; _options.IsOffline && !IsSettled && Stopwatch.GetElapsedTime(began) < LongestCatchUp;)
        {
            Thread.Sleep(1);
            Session.Tick(0.001);
        }

        _clock.Mark(2);
        Draw();
        _clock.Mark(3);
        Record();
        FramesDrawn++;
        FramesShown += Session.FrameNumber > 0 ? 1 : 0;
        Statistics.AddGpu(_clock.Milliseconds[0], _clock.Milliseconds[2]);
        Statistics.AddDisplay(sinceLast);
        if (Session.Findings is { } findings)
            Statistics.AddAge(CaptureClock.Now - findings.Stamp.Captured);
        TimeSpan rest = ShortestFrame - Stopwatch.GetElapsedTime(start);
        if (_options.Frames is null && rest > TimeSpan.FromMilliseconds(1))
            Thread.Sleep(rest);
    }

    private void Advance(double seconds)
    {
        // The last of a number of frames stays until the networks have seen it.
        _clock.Mark(0);
        // A picture's age is nobody's delay.
        if (_end is null && Session.TryTakeFrame() && !Session.Feed.IsStill)
            Statistics.AddCapture(CaptureClock.Now - Session.Frame.Stamp.Captured);
        _clock.Mark(1);
        long before = Session.Findings?.FrameNumber ?? 0;
        Session.Tick(seconds);
        _networkClock.Poll();
        if (Session.Findings is not { } findings || findings.FrameNumber == before)
            return;
        // Of networks on the GPU what its own clock says; of others the time that they took.
        FrameTimings onGpu = _networkClock.Take();
        Statistics.AddVision(Session.Engines.Current is { IsInLoop: true } ? onGpu : findings.Timings);
    }

    private void Draw()
    {
        Vector2D<int> size = _window.FramebufferSize;
        _stage.Size = (size.X, size.Y);
        _stage.Scale = _options.Scale
            ?? (size != _window.Size ? (float)size.X / Math.Max(1, _window.Size.X) : _displayScale);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
        _gl.Viewport(0, 0, (uint)size.X, (uint)size.Y);
        _gl.ClearColor(Theme.Window.R / 255f, Theme.Window.G / 255f, Theme.Window.B / 255f, 1);
        _gl.Clear(ClearBufferMask.ColorBufferBit);
        float panel = (HudPainter.Width + 24) * _stage.Scale;
        bool isFull = Session.Hud == HudStyle.Full || (Session.Hud == HudStyle.Auto && size.X >= 900 * _stage.Scale);
        // The panel stands beside the picture where that costs the picture little.
        var all = new Box(0, 0, size.X, size.Y);
        var beside = new Box(panel, 0, size.X, size.Y);
        bool isDocked = isFull && Session.View == ViewKind.Video && Session.FrameNumber > 0
            && Stage.Fit(Session.Frame.Width, Session.Frame.Height, beside).Width
            >= 0.85f * Stage.Fit(Session.Frame.Width, Session.Frame.Height, all).Width;
        isDocked |= isFull && Session.View != ViewKind.Video;
        _stage.Area = isDocked ? beside : all;
        // The line lies over a picture, but has a place of its own above headings.
        bool hasLine = !isFull && Session.Hud is (HudStyle.Auto or HudStyle.Line);
        if (hasLine && Session.View != ViewKind.Video)
            _stage.Area = _stage.Area with { Y1 = 28 * _stage.Scale };
        _views[Session.View].Draw();
        _stage.Panel = default;
        if (isFull)
            _hud.DrawFull(isDocked);
        else if (hasLine)
            _hud.DrawLine();
        _notices.Draw();
        _stage.Flush();
    }

    // True if all that is shown is of the frame that is shown, or will never be.
    private bool IsSettled => Session.Engines switch
    {
        _ when Session.FrameNumber == 0 => true,
        { Current: null, Pending: null } => true,
        { Pending: not null } => false,
        _ => Session.Findings?.FrameNumber == Session.FrameNumber && Session.Inspect.IsUpToDate(Session.FrameNumber),
    };

    // The last of a number of frames is shown with what was found in it.
    private bool IsDone()
    {
        bool mayGoOn = FramesShown > 0 || CaptureClock.Now - _opened < LongestCatchUp;
        if (_options.Frames is not { } frames || (FramesShown < frames && mayGoOn))
            return false;
        _end ??= CaptureClock.Now;
        if (!IsSettled && CaptureClock.Now - _end < LongestCatchUp)
            return false;
        if (_options.Screenshot is { } path)
        {
            Draw();
            TrySave(path);
        }

        return true;
    }
}
