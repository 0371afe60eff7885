using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live.Hud;

/// <summary>How fast everything goes. Allocates nothing per frame.</summary>
internal sealed class FrameStatistics
{
    /// <summary>Names of the parts that a frame's way from the camera to the screen has.</summary>
    public static readonly string[] PartNames = ["capture", "upload", "preprocess", "inference", "decode", "draw"];

    private const int Capture = 0, Upload = 1, Pre = 2, Infer = 3, Post = 4, Draw = 5;

    private readonly Smooth[] _parts = new Smooth[PartNames.Length];
    private readonly float[] _history = new float[120];
    private Smooth _age;
    private int _next;

    /// <summary>Frames a second on the screen.</summary>
    public RateMeter Display { get; } = new();

    /// <summary>Milliseconds from the capture of the frame whose boxes are shown to now.</summary>
    public double Age => _age.Value;

    /// <summary>Milliseconds between frames on the screen, oldest first, in two pieces.</summary>
    public (ReadOnlyMemory<float> Older, ReadOnlyMemory<float> Newer) History => (_history.AsMemory(_next),
        _history.AsMemory(0, _next));

    /// <summary>Milliseconds of a part.</summary>
    public double Part(int index) => _parts[index].Value;

    /// <summary>A frame came, so old.</summary>
    public void AddCapture(TimeSpan age) => _parts[Capture].Add(age.TotalMilliseconds);

    /// <summary>Results came.</summary>
    public void AddVision(FrameTimings timings)
    {
        _parts[Pre].Add(timings.Pre.TotalMilliseconds);
        _parts[Infer].Add(timings.Infer.TotalMilliseconds);
        _parts[Post].Add(timings.Post.TotalMilliseconds);
    }

    /// <summary>The GPU's clock was read.</summary>
    public void AddGpu(double upload, double draw)
    {
        _parts[Upload].Add(upload);
        _parts[Draw].Add(draw);
    }

    /// <summary>A frame is on the screen, so long after the one before.</summary>
    public void AddDisplay(double seconds)
    {
        Display.Add(CaptureClock.Now);
        _history[_next] = (float)(seconds * 1000);
        _next = (_next + 1) % _history.Length;
    }

    /// <summary>Boxes so old are on the screen.</summary>
    public void AddAge(TimeSpan age) => _age.Add(age.TotalMilliseconds);
}
