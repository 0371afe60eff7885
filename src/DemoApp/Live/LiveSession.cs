using System.Collections.Immutable;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Feeds;
using VisionPlugin.DemoApp.Live.Inspect;
using VisionPlugin.DemoApp.Live.Views;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live;

/// <summary>
/// All that the window knows, without how it looks: what is shown, what was found in it, what the user chose.
/// </summary>
internal sealed class LiveSession : IDisposable
{
    private const int MostClasses = 4096;
    private static readonly string[] BackendOrder = ["gpu", "cpu", "reference"];

    private readonly List<VisionMode> _modes;
    private readonly ObjectTracker _tracker = new(new TrackerOptions { MinHits = 2, MaxMisses = 15 });
    private Detection[] _detections = [];
    private readonly bool[] _seenClasses = new bool[MostClasses];

    private readonly FramePicture _picture;
    private bool _hasPixels;

    public LiveSession(
        ILiveFeed feed, FramePicture picture, IReadOnlyList<VisionMode> modes, EngineSwitch engines,
        MessageBoard messages)
    {
        (Feed, _picture, _modes, Engines, Messages) = (feed, picture, [.. modes], engines, messages);
        Inspect = new InspectDesk(messages);
        engines.Changed += OnEngineChanged;
    }

    /// <summary>Where frames come from.</summary>
    public ILiveFeed Feed { get; private set; }

    /// <summary>The networks.</summary>
    public EngineSwitch Engines { get; }

    /// <summary>What the views beside the video show.</summary>
    public InspectDesk Inspect { get; }

    /// <summary>What is to be said.</summary>
    public MessageBoard Messages { get; }

    /// <summary>The frame that is shown: its size and stamp. Its pixels are of account for those who asked.</summary>
    public FrameBuffer Frame { get; } = new();

    /// <summary>Its number, from 1; 0 before the first.</summary>
    public long FrameNumber { get; private set; }

    /// <summary>What was found last, maybe in an earlier frame; null before the first.</summary>
    public Findings? Findings { get; private set; }

    /// <summary>Frames a second with findings.</summary>
    public RateMeter VisionRate { get; } = new();

    /// <summary>All that can be done with frames.</summary>
    public IReadOnlyList<VisionMode> Modes => _modes;

    /// <summary>Index of what is done.</summary>
    public int Mode { get; private set; }

    /// <summary>What the window shows.</summary>
    public ViewKind View { get; set; }

    /// <summary>How boxes are drawn.</summary>
    public OverlayStyle Overlay { get; set; }

    /// <summary>How much the window says of itself.</summary>
    public HudStyle Hud { get; set; }

    /// <summary>What becomes of a mask.</summary>
    public PictureEffect MaskEffect { get; set; } = PictureEffect.Blur;

    /// <summary>True while the list of keys is shown.</summary>
    public bool ShowsKeys { get; set; }

    /// <summary>True if objects are followed from frame to frame.</summary>
    public bool IsTracking { get; set; } = true;

    /// <summary>True once the user wants to leave.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>True if objects are followed now: in a picture that stands still nothing is.</summary>
    public bool IsFollowing => IsTracking && !Feed.IsStill;

    /// <summary>The objects that are followed; empty if none are.</summary>
    public ReadOnlySpan<Track> Tracks => IsFollowing ? _tracker.Tracks : [];

    /// <summary>Lowest score that counts.</summary>
    public float Conf => Engines.Settings.Conf ?? Engines.Current?.Pipeline?.CardOptions?.Conf ?? 0.25f;

    /// <summary>Largest intersection over union of two boxes.</summary>
    public float Iou => Engines.Settings.Iou ?? Engines.Current?.Pipeline?.CardOptions?.Iou ?? 0.45f;

    /// <summary>Where a followed object has been, oldest first.</summary>
    public ReadOnlySpan<System.Numerics.Vector2> TrailOf(int id) => _tracker.TrailOf(id);

    /// <summary>Takes the next frame, if there is one, and gives it to the networks.</summary>
    public bool TryTakeFrame()
    {
        bool needsPixels = Engines.NeedPixels || Inspect.IsActive;
        Texture texture = _picture.Next();
        if (!Feed.TryTake(texture, needsPixels ? Frame : null, out FrameStamp stamp))
            return false;
        _picture.Show(texture);
        _hasPixels = needsPixels;
        if (!needsPixels)
            Frame.Resize(texture.Width, texture.Height, PixelFormat.Rgba32);
        Frame.Stamp = stamp;
        FrameNumber++;
        Post();
        return true;
    }

    /// <summary>Lets the networks work and takes what they have found.</summary>
    public void Tick(double seconds)
    {
        Engines.Tick(seconds);
        Messages.Expire();
        if (Inspect.Tick(View, Engines.Current?.Mode, Engines.BackendName) && FrameNumber > 0)
        {
            NeedPixels();
            Inspect.Post(Frame, FrameNumber);
        }

        if (Engines.Current is not { } engine || !engine.TryTakeFindings())
            return;
        Findings = engine.Findings;
        VisionRate.Add(CaptureClock.Now);
        foreach (FoundObject found in Findings.Objects)
            _seenClasses[found.Detection.ClassId % MostClasses] = true;
        Follow(Findings);
    }

    /// <summary>Chooses the networks, 0 for the first, and says which.</summary>
    public void ShowMode(int index, string? backend = null)
    {
        Mode = ((index % _modes.Count) + _modes.Count) % _modes.Count;
        Engines.Show(_modes[Mode], backend ?? Engines.BackendName);
        Messages.Say(_modes[Mode].Title);
    }

    /// <summary>Goes on to the next networks.</summary>
    public void NextMode() => ShowMode(Mode + 1);

    /// <summary>Runs the same networks on the next kind of backend.</summary>
    public void NextBackend()
    {
        string next = BackendOrder[(Array.IndexOf(BackendOrder, Engines.BackendName) + 1) % BackendOrder.Length];
        Messages.Say($"Backend: {next}");
        Engines.Show(_modes[Mode], next);
    }

    /// <summary>Adds networks and shows them.</summary>
    public void Add(VisionMode mode)
    {
        _modes.Add(mode);
        ShowMode(_modes.Count - 1);
    }

    /// <summary>Raises or lowers the lowest score that counts.</summary>
    public void ChangeConf(float by)
    {
        Change(Engines.Settings with { Conf = Math.Clamp(MathF.Round((Conf + by) * 20) / 20, 0.05f, 0.95f) });
        Messages.Say($"Confidence {Conf:0.00}");
    }

    /// <summary>Raises or lowers what two boxes may share.</summary>
    public void ChangeIou(float by)
    {
        Change(Engines.Settings with { Iou = Math.Clamp(MathF.Round((Iou + by) * 20) / 20, 0.05f, 0.95f) });
        Messages.Say($"Overlap (IoU) {Iou:0.00}");
    }

    /// <summary>Shows all classes, or just one.</summary>
    public void FilterClass(int? classId)
    {
        Change(Engines.Settings with { Classes = classId is { } only ? [only] : [] });
        ImmutableArray<string> names = Engines.Current?.Pipeline?.Classes ?? [];
        Messages.Say(classId is not { } id ? "All classes" : $"Only {(id < names.Length ? names[id] : $"class {id}")}");
    }

    /// <summary>Goes on to the next of the classes that these networks have seen, then to all.</summary>
    public void NextClass()
    {
        int current = Engines.Settings.Classes is [int only] ? only : -1;
        int next = Array.IndexOf(_seenClasses, true, current + 1);
        FilterClass(next >= 0 ? next : current < 0 ? 0 : null);
    }

    /// <summary>Holds the picture, or lets it go on.</summary>
    public void TogglePause()
    {
        Feed.IsPaused = !Feed.IsPaused;
        Messages.Say(Feed.IsPaused ? "Paused" : "Going on");
    }

    /// <summary>Shows one frame more.</summary>
    public void Step()
    {
        Feed.IsPaused = true;
        Feed.Step();
    }

    /// <summary>Turns tracking on or off.</summary>
    public void ToggleTracking()
    {
        IsTracking = !IsTracking;
        _tracker.Reset();
        Messages.Say(IsTracking ? "Tracking on" : "Tracking off");
    }

    /// <summary>Takes over what the user has turned in another session.</summary>
    public void Take(LiveSession other)
    {
        (View, Overlay, Hud, MaskEffect) = (other.View, other.Overlay, other.Hud, other.MaskEffect);
        (IsTracking, Engines.Settings) = (other.IsTracking, other.Engines.Settings);
        Inspect.Change(_ => other.Inspect.Settings);
    }

    /// <summary>Takes frames from elsewhere.</summary>
    public void Replace(ILiveFeed feed)
    {
        Feed.Dispose();
        Feed = feed;
        Findings = null;
        _tracker.Reset();
        Messages.Say(feed.Name);
    }

    public void Dispose()
    {
        Engines.Dispose();
        Inspect.Dispose();
        Feed.Dispose();
    }

    private void Change(VisionSettings settings)
    {
        Engines.Settings = settings;
        Again();
    }

    // A picture that stands still is looked at anew.
    private void Again()
    {
        if (FrameNumber == 0)
            return;
        FrameNumber++;
        if (Engines.NeedPixels)
            NeedPixels();
        Post();
    }

    private void Post()
    {
        Engines.Post(_picture.Texture!, Frame, FrameNumber);
        Inspect.Post(Frame, FrameNumber);
    }

    // Of a frame that was taken when nobody wanted its pixels.
    private void NeedPixels()
    {
        if (!_hasPixels)
            _picture.Texture!.Read(Frame);
        _hasPixels = true;
    }

    private void OnEngineChanged()
    {
        Findings = null;
        VisionRate.Clear();
        _tracker.Reset();
        Array.Clear(_seenClasses);
        Again();
    }

    private void Follow(Findings findings)
    {
        if (!IsFollowing)
            return;
        if (_detections.Length < findings.Objects.Length)
            _detections = new Detection[2 * findings.Objects.Length];
        for (int i = 0; i < findings.Objects.Length; i++)
            _detections[i] = findings.Objects[i].Detection;
        _tracker.Process(_detections.AsSpan(0, findings.Objects.Length), findings.Stamp.Captured);
    }
}
