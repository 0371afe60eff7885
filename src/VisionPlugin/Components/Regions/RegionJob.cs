using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components.Regions;

/// <summary>
/// The work on the objects of one frame in steps: all of them become inputs at once; then, batch by batch, the layers
/// of the network, and waiting for its output. Allocates only to grow.
/// </summary>
/// <param name="network">The network, whose sizes are all prepared.</param>
/// <param name="decoder">Reads its output.</param>
internal sealed class RegionJob(BatchNetwork network, ClassificationDecoder decoder)
{
    private readonly List<(FrameInput Input, int Batch)> _batches = [];
    private Classification[] _results = [];
    private Classification[] _next = [];
    private TimeSpan _frameTime;
    private TimeSpan _pre;
    private TimeSpan _infer;
    private TimeSpan _post;
    private SlicedRun _run;
    private Stage _stage;
    private bool _fromGpu;
    private int _count;
    private int _nextCount;
    private int _current;
    private int _done;

    private enum Stage
    {
        Idle,
        Fetching,
        Running,
        Reading,
    }

    /// <summary>True between the first of a frame and its results.</summary>
    public bool IsRunning => _stage != Stage.Idle;

    /// <summary>True while there is nothing to do but to wait for the device.</summary>
    public bool IsReading => _stage is Stage.Reading || (_stage == Stage.Fetching && !IsFetched);

    /// <summary>The latest results, one an object.</summary>
    public ReadOnlySpan<Classification> Results => _results.AsSpan(0, _count);

    /// <summary>The time of the frame that they belong to.</summary>
    public TimeSpan ResultsTime { get; private set; }

    /// <summary>Number of frames with results.</summary>
    public long ResultsCount { get; private set; }

    /// <summary>The work on that frame.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Gives up the frame under way.</summary>
    public void Cancel() => _stage = Stage.Idle;

    /// <summary>Takes the objects of a frame, whose pixels are free again when this returns.</summary>
    public void Begin(Frame frame, ReadOnlySpan<Detection> objects, TimeSpan time, TimeProvider clock)
    {
        long start = Begin(objects.Length, time, clock);
        int next = 0;
        foreach ((FrameInput input, int batch) in _batches)
        {
            for (int i = 0; i < batch; i++)
                input.Convert(frame.Crop(RegionPlaces.Of(objects[next++].Box, frame)), i);
            input.TakePixels();
        }

        _fromGpu = false;
        _pre = clock.GetElapsedTime(start);
    }

    /// <summary>Takes the objects of a picture as it is now.</summary>
    public void Begin(GpuFrame frame, ReadOnlySpan<Detection> objects, TimeSpan time, TimeProvider clock)
    {
        long start = Begin(objects.Length, time, clock);
        int next = 0;
        foreach ((FrameInput input, int batch) in _batches)
        {
            for (int i = 0; i < batch; i++)
                input.Begin(frame.Crop(RegionPlaces.Of(objects[next++].Box, frame.Width, frame.Height)), i);
        }

        _fromGpu = true;
        _pre = clock.GetElapsedTime(start);
    }

    /// <summary>Does what fits.</summary>
    /// <returns>True if there are new results.</returns>
    public bool Work(ref FrameSlice slice)
    {
        try
        {
            // A batch may be through, and the next one begun, in one slice.
            while (_stage != Stage.Idle)
            {
                if (_current == _batches.Count)
                    return Finish();
                if (_stage == Stage.Fetching && !TryStart(slice.Clock))
                    return false;
                if (_stage == Stage.Running && !TryRun(ref slice))
                    return false;
                if (_stage == Stage.Reading && !TryRead(slice.Clock))
                    return false;
            }

            return false;
        }
        catch
        {
            Cancel();
            throw;
        }
    }

    private bool IsFetched => !_fromGpu || _current == _batches.Count || _batches[_current].Input.IsReady;

    private long Begin(int count, TimeSpan time, TimeProvider clock)
    {
        (_frameTime, _infer, _post) = (time, TimeSpan.Zero, TimeSpan.Zero);
        (_stage, _current, _done, _nextCount) = (Stage.Fetching, 0, 0, count);
        if (_next.Length < count)
            _next = new Classification[Math.Max(count, 2 * _next.Length)];
        long start = clock.GetTimestamp();
        _batches.Clear();
        for (int left = count; left > 0;)
        {
            int batch = network.BatchFor(left), ordinal = batch == network.LargestBatch ? _batches.Count : 0;
            _batches.Add((network.InputOf(batch, ordinal), batch));
            left -= batch;
        }

        return start;
    }

    private bool TryStart(TimeProvider clock)
    {
        if (!IsFetched)
            return false;
        long start = clock.GetTimestamp();
        FrameInput input = _batches[_current].Input;
        if (_fromGpu)
            input.Take();
        _run = network.Start(input, clock);
        _pre += clock.GetElapsedTime(start);
        _stage = Stage.Running;
        return true;
    }

    private bool TryRun(ref FrameSlice slice)
    {
        long start = slice.Clock.GetTimestamp();
        slice.Progressed |= slice.MustProgress ? _run.MoveNext(slice.Left) : _run.TryMoveNext(slice.Left);
        bool isComplete = _run.IsComplete;
        if (isComplete)
        {
            network.Request();
            _stage = Stage.Reading;
        }

        _infer += slice.Clock.GetElapsedTime(start);
        return isComplete;
    }

    private bool TryRead(TimeProvider clock)
    {
        if (!network.HasArrived)
            return false;
        long start = clock.GetTimestamp();
        int batch = _batches[_current++].Batch;
        ReadOnlySpan<float> scores = network.Take(batch);
        int classes = scores.Length / batch;
        for (int i = 0; i < batch; i++)
            decoder.Decode(scores.Slice(i * classes, classes), _next.AsSpan(_done++, 1));
        _post += clock.GetElapsedTime(start);
        _stage = Stage.Fetching;
        return true;
    }

    private bool Finish()
    {
        (_results, _next, _count) = (_next, _results, _nextCount);
        (ResultsTime, Timings, _stage) = (_frameTime, new FrameTimings(_pre, _infer, _post), Stage.Idle);
        ResultsCount++;
        return true;
    }
}
