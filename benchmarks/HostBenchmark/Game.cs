using System.Diagnostics;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Frames;

namespace VisionPlugin.Benchmarks;

/// <summary>A host of 60 frames a second that computes something of its own in each, and has the plugin look at a picture.</summary>
internal sealed class Game : IDisposable
{
    private const double FrameMilliseconds = 1000.0 / 60;
    private const int Block = 60, Width = 640, Height = 480;

    private readonly MeasuredBackend _backend;
    private readonly VisionHost _host;
    private readonly double _work;
    private readonly FrameMailbox _camera = new();
    private readonly byte[] _pixels = new byte[4 * Width * Height];
    private readonly List<double> _with = [], _without = [], _slices = [], _pieces = [];
    private readonly Func<bool> _isReady;
    private long _next;
    private int _taken;
    private int _results;

    /// <summary>Opens a window, as it were.</summary>
    public Game(VisionModel model, MeasuredBackend backend, TimeSpan budget, double work)
    {
        (_backend, _work) = (backend, work);
        new Random(1).NextBytes(_pixels);
        _host = new VisionHost(budget);
        _host.Error += error => throw new InvalidOperationException(error.ToString(), error.Exception);
        var asset = new ModelAsset(model);
        _isReady = model.Card.Task switch
        {
            VisionTask.Detect => Add(new ObjectDetectorBehaviour(asset, backend)),
            VisionTask.Classify => Add(new ImageClassifierBehaviour(asset, backend)),
            VisionTask.Segment => Add(new SegmenterBehaviour(asset, backend)),
            _ => Add(new FeatureEmbedderBehaviour(asset, backend)),
        };
    }

    /// <summary>Plays.</summary>
    public FrameResult Run(string model, string backend, double seconds)
    {
        (double preparedIn, double longestPreparing) = Prepare();
        // What is learned in the first results is not measured.
        while (_results < 3)
            Frame(withPlugin: true);
        foreach (List<double> times in (List<double>[])[_with, _without, _slices, _pieces])
            times.Clear();
        (_taken, _results) = (-1, 0);
        double budget = _host.Budget.PerFrame.TotalMilliseconds;
        int frames = (int)(seconds * 60);
        for (int i = 0; i < frames; i++)
            Frame(withPlugin: i / Block % 2 == 0);
        return new FrameResult(model, backend, Percentiles.Of(_without), Percentiles.Of(_with),
            Percentiles.Of(_slices), _pieces.Max(),
            Percentiles.Of([.. _slices.Zip(_pieces, (slice, piece) => slice - piece - budget)]),
            _without.Count(t => t > FrameMilliseconds), _with.Count(t => t > FrameMilliseconds),
            _results / (_with.Count / 60.0), preparedIn, longestPreparing);
    }

    public void Dispose() => _host.Dispose();

    private Func<bool> Add<T>(FrameBehaviour<T> behaviour)
    {
        behaviour.Source = _camera;
        behaviour.ResultsReady += found =>
        {
            // Converting and decoding are pieces too, of the slices that they were in.
            if (_taken >= 0 && _taken < _pieces.Count)
                _pieces[_taken] = Math.Max(_pieces[_taken], found.Timings.Pre.TotalMilliseconds);
            _backend.LongestLayer = Math.Max(_backend.LongestLayer, found.Timings.Post.TotalMilliseconds);
            if (_taken == _pieces.Count)
                _backend.LongestLayer = Math.Max(_backend.LongestLayer, found.Timings.Pre.TotalMilliseconds);
            // The next frame is taken in what is left of this slice, or in the next one.
            _taken = _pieces.Count;
            _results++;
        };
        _host.Add(behaviour);
        return () => behaviour.State is FrameBehaviourState.Idle or FrameBehaviourState.Running;
    }

    private (double Milliseconds, double LongestTick) Prepare()
    {
        long start = Stopwatch.GetTimestamp();
        double longest = 0;
        while (!_isReady())
            longest = Math.Max(longest, Frame(withPlugin: true));
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, longest);
    }

    // One frame; gives what the plugin took of it.
    private double Frame(bool withPlugin)
    {
        WaitForScreen();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < _work)
            Thread.SpinWait(20);
        if (withPlugin)
        {
            _camera.Post(new Frame(_pixels, Width, Height, PixelFormat.Rgba32), TimeSpan.Zero);
            _backend.LongestLayer = 0;
            _host.Tick((float)(FrameMilliseconds / 1000));
            _slices.Add(_host.Budget.Spent.TotalMilliseconds);
            _pieces.Add(_backend.LongestLayer);
        }

        (withPlugin ? _with : _without).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return withPlugin ? _slices[^1] : 0;
    }

    // Sleeps as long as that is safe and spins the rest, so that waking up late does not count as the plugin's doing.
    private void WaitForScreen()
    {
        long period = (long)(FrameMilliseconds / 1000 * Stopwatch.Frequency);
        long now = Stopwatch.GetTimestamp();
        _next = _next == 0 || now > _next + period ? now : _next + period;
        while (Stopwatch.GetTimestamp() < _next)
        {
            if ((_next - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency > 2)
                Thread.Sleep(1);
            else
                Thread.SpinWait(20);
        }
    }
}
