using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// The work on one frame in steps: wait for it if it comes from a GPU, convert, the layers of the network, wait for the
/// outputs, decode. Learns what each costs. One frame at a time; allocates nothing per frame.
/// </summary>
internal sealed class FrameJob<TResult>
{
    private const int Convert = 0, Decode = 1, Fetch = 2;

    private readonly LearnedCosts _costs = new(3);
    private Stage _stage;
    private FrameTransform _transform;
    private TimeSpan _frameTime;
    private SlicedRun _run;
    private TimeSpan _pre;
    private TimeSpan _infer;
    private TimeSpan? _within;
    private long _begun;

    private enum Stage
    {
        Idle,
        Fetching,
        Converting,
        Running,
        Reading,
        Decoding,
    }

    /// <summary>What does the work; null until it is prepared.</summary>
    public IFrameComponent<TResult>? Component { get; set; }

    /// <summary>True between the conversion of a frame and its results.</summary>
    public bool IsRunning => _stage != Stage.Idle;

    /// <summary>True while there is nothing to do but to wait for the device.</summary>
    public bool IsReading => _stage is Stage.Fetching or Stage.Reading;

    /// <summary>Seconds that the conversion of a frame is expected to take; null while unknown.</summary>
    public double? ConvertCost => Cost(Convert);

    /// <summary>Seconds that taking a picture from the GPU is expected to take; null while unknown.</summary>
    public double? FetchCost => Cost(Fetch);

    /// <summary>The latest results.</summary>
    public ReadOnlySpan<TResult> Results => ResultsCount > 0 ? Component!.Latest : [];

    /// <summary>The time of the frame that they belong to.</summary>
    public TimeSpan ResultsTime { get; private set; }

    /// <summary>Number of frames with results.</summary>
    public long ResultsCount { get; private set; }

    /// <summary>Time from when that frame was taken to its results.</summary>
    public TimeSpan ResultsLatency { get; private set; }

    /// <summary>True if that was longer than it should have been.</summary>
    public bool ResultsAreLate { get; private set; }

    /// <summary>Number of frames whose results were late.</summary>
    public long LateCount { get; private set; }

    /// <summary>The time of the frame whose network has run last; its results may be under way.</summary>
    public TimeSpan RequestedTime { get; private set; }

    /// <summary>The work on the frame of <see cref="Results"/>.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Converts a frame and begins a run.</summary>
    public void Begin(Frame frame, TimeSpan time, TimeProvider clock, TimeSpan? within)
    {
        Begin(time, clock, within);
        _transform = Component!.Network.Convert(frame);
        Start(clock, _begun);
    }

    /// <summary>
    /// Takes a picture in a texture or framebuffer as it is now, to be converted when it has arrived.
    /// </summary>
    public void Begin(GpuFrame frame, TimeSpan time, TimeProvider clock, TimeSpan? within)
    {
        Begin(time, clock, within);
        Component!.Network.BeginInput(frame);
        _pre = clock.GetElapsedTime(_begun);
        _costs.Learn(Fetch, _pre.TotalSeconds);
        _stage = Stage.Fetching;
    }

    /// <summary>Gives up the frame under way.</summary>
    public void Cancel() => _stage = Stage.Idle;

    /// <summary>Runs layers of the network while they fit, and looks whether the outputs have arrived.</summary>
    public void RunNetwork(ref FrameSlice slice)
    {
        try
        {
            if (_stage == Stage.Fetching && Component!.Network.InputArrived)
                _stage = Stage.Converting;
            if (_stage == Stage.Converting)
                TryConvert(ref slice);
            if (_stage == Stage.Running)
                RunLayers(ref slice);
            if (_stage == Stage.Reading && Component!.HasArrived)
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
        if (_stage != Stage.Decoding || !(_within is not null || slice.Fits(Cost(Decode))))
            return false;
        _stage = Stage.Idle;
        slice.Progressed = true;
        long start = slice.Clock.GetTimestamp();
        Component!.Take();
        Component.Decode(_transform);
        TimeSpan post = slice.Clock.GetElapsedTime(start);
        _costs.Learn(Decode, post.TotalSeconds);
        Timings = new FrameTimings(_pre, _infer, post);
        (ResultsTime, ResultsLatency) = (_frameTime, slice.Clock.GetElapsedTime(_begun));
        ResultsAreLate = ResultsLatency > _within;
        LateCount += ResultsAreLate ? 1 : 0;
        ResultsCount++;
        return true;
    }

    private void Begin(TimeSpan time, TimeProvider clock, TimeSpan? within)
    {
        _stage = Stage.Idle;
        (_frameTime, _within, _begun) = (time, within, clock.GetTimestamp());
        (_pre, _infer) = (TimeSpan.Zero, TimeSpan.Zero);
    }

    private void TryConvert(ref FrameSlice slice)
    {
        if (!slice.Fits(Cost(Convert)))
            return;
        slice.Progressed = true;
        long start = slice.Clock.GetTimestamp();
        _transform = Component!.Network.TakeInput();
        Start(slice.Clock, start);
    }

    // Ends a conversion that began at `start`. What went by since the frame was taken counts as part of its time.
    private void Start(TimeProvider clock, long start)
    {
        _run = Component!.Network.Start(clock, _within - (clock.GetElapsedTime(_begun) - clock.GetElapsedTime(start)));
        TimeSpan conversion = clock.GetElapsedTime(start);
        _pre += conversion;
        _costs.Learn(Convert, conversion.TotalSeconds);
        _stage = Stage.Running;
    }

    private void RunLayers(ref FrameSlice slice)
    {
        long start = slice.Clock.GetTimestamp();
        slice.Progressed |= slice.MustProgress ? _run.MoveNext(slice.Left) : _run.TryMoveNext(slice.Left);
        if (_run.IsComplete)
        {
            Component!.Request(_transform);
            RequestedTime = _frameTime;
            _stage = Stage.Reading;
        }

        _infer += slice.Clock.GetElapsedTime(start);
    }

    private double? Cost(int step) => _costs.IsKnown(step) ? _costs.Expect(step) : null;
}
