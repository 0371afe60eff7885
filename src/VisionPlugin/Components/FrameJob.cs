using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// The work on one frame in steps: convert, the layers of the network, wait for the outputs, decode. Learns what each
/// costs. One frame at a time; allocates nothing per frame.
/// </summary>
internal sealed class FrameJob<TResult>
{
    private const int Convert = 0, Decode = 1;

    private readonly LearnedCosts _costs = new(2);
    private Stage _stage;
    private FrameTransform _transform;
    private TimeSpan _frameTime;
    private SlicedRun _run;
    private TimeSpan _pre;
    private TimeSpan _infer;
    private bool _hurries;

    private enum Stage
    {
        Idle,
        Running,
        Reading,
        Decoding,
    }

    /// <summary>What does the work; null until it is prepared.</summary>
    public IFrameComponent<TResult>? Component { get; set; }

    /// <summary>True between the conversion of a frame and its results.</summary>
    public bool IsRunning => _stage != Stage.Idle;

    /// <summary>True while there is nothing to do but to wait for the device.</summary>
    public bool IsReading => _stage == Stage.Reading;

    /// <summary>Seconds that the conversion of a frame is expected to take; null while unknown.</summary>
    public double? ConvertCost => Cost(Convert);

    /// <summary>The latest results.</summary>
    public ReadOnlySpan<TResult> Results => ResultsCount > 0 ? Component!.Latest : [];

    /// <summary>The time of the frame that they belong to.</summary>
    public TimeSpan ResultsTime { get; private set; }

    /// <summary>Number of frames with results.</summary>
    public long ResultsCount { get; private set; }

    /// <summary>The work on the frame of <see cref="Results"/>.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Converts a frame and begins a run.</summary>
    public void Begin(Frame frame, TimeSpan time, TimeProvider clock, TimeSpan? within)
    {
        long start = clock.GetTimestamp();
        _transform = Component!.Network.Convert(frame);
        _run = Component.Network.Start(clock, within);
        (_frameTime, _hurries, _pre, _infer) = (time, within is not null, clock.GetElapsedTime(start), TimeSpan.Zero);
        _costs.Learn(Convert, _pre.TotalSeconds);
        _stage = Stage.Running;
    }

    /// <summary>Gives up the frame under way.</summary>
    public void Cancel() => _stage = Stage.Idle;

    /// <summary>Runs layers of the network while they fit, and looks whether the outputs have arrived.</summary>
    public void RunNetwork(ref FrameSlice slice)
    {
        try
        {
            if (_stage == Stage.Running)
                RunLayers(ref slice);
            if (_stage == Stage.Reading && Component!.Network.OutputsArrived)
                _stage = Stage.Decoding;
        }
        catch
        {
            Cancel();
            throw;
        }
    }

    /// <summary>Makes the outputs, if they have arrived, the latest results, if that fits or is urgent.</summary>
    public bool TryDecode(ref FrameSlice slice)
    {
        if (_stage != Stage.Decoding || !(_hurries || slice.Fits(Cost(Decode))))
            return false;
        _stage = Stage.Idle;
        slice.Progressed = true;
        long start = slice.Clock.GetTimestamp();
        Component!.Network.TakeOutputs();
        Component.Decode(_transform);
        TimeSpan post = slice.Clock.GetElapsedTime(start);
        _costs.Learn(Decode, post.TotalSeconds);
        Timings = new FrameTimings(_pre, _infer, post);
        ResultsTime = _frameTime;
        ResultsCount++;
        return true;
    }

    private void RunLayers(ref FrameSlice slice)
    {
        long start = slice.Clock.GetTimestamp();
        slice.Progressed |= slice.MustProgress ? _run.MoveNext(slice.Left) : _run.TryMoveNext(slice.Left);
        if (_run.IsComplete)
        {
            Component!.Network.RequestOutputs();
            _stage = Stage.Reading;
        }

        _infer += slice.Clock.GetElapsedTime(start);
    }

    private double? Cost(int step) => _costs.IsKnown(step) ? _costs.Expect(step) : null;
}
