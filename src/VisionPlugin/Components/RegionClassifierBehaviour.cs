using VisionPlugin.Cards;
using VisionPlugin.Components.Regions;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// A <see cref="RegionClassifier"/> in a host's loop: says what each of the objects is that a detector found in a
/// frame, several at a time, in slices of the host's budget, and raises <see cref="ResultsReady"/>. Errors go to the
/// Error events. Allocates nothing per frame once it has seen as many objects as it will.
/// </summary>
/// <param name="model">A model for classification, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's and must outlive the behaviour.</param>
public sealed class RegionClassifierBehaviour(ModelAsset model, IBackend backend) : VisionBehaviour
{
    private RegionPreparation? _preparation;
    private BatchNetwork? _network;
    private RegionJob? _job;
    private FrameShare? _share;
    private TimeSpan _owed;
    private bool _hasFailed;
    private bool _hasToldOfLoss;

    /// <summary>Raised on the host's thread, in Update, when there are new <see cref="Results"/>.</summary>
    public event Action<RegionClassifierBehaviour>? ResultsReady;

    /// <summary>The model, ready or still loading. Stays the caller's.</summary>
    public ModelAsset Model => model;

    /// <summary>What it runs on. Stays the caller's.</summary>
    public IBackend Backend => backend;

    /// <summary>How the network is prepared and run; null for the defaults.</summary>
    public WorkerOptions? WorkerOptions { get; init; }

    /// <summary>What it is doing.</summary>
    public FrameBehaviourState State => _hasFailed ? FrameBehaviourState.Failed
        : _job is null ? FrameBehaviourState.Loading
        : _job.IsRunning ? FrameBehaviourState.Running : FrameBehaviourState.Idle;

    /// <summary>
    /// Objects that go through the network at once, as <see cref="RegionClassifier.BatchSize"/>; 0 until it is
    /// prepared.
    /// </summary>
    public int BatchSize => _network?.LargestBatch ?? 0;

    /// <summary>
    /// The class of each object of the latest frame, in their order; empty before the first. They stay until the next
    /// <see cref="ResultsReady"/>.
    /// </summary>
    public ReadOnlySpan<Classification> Results => _job is { } job ? job.Results : [];

    /// <summary>The time of the frame that they belong to, as the caller gave it.</summary>
    public TimeSpan ResultsTime => _job?.ResultsTime ?? TimeSpan.Zero;

    /// <summary>Number of frames that results were found for.</summary>
    public long ResultsCount => _job?.ResultsCount ?? 0;

    /// <summary>
    /// The host's thread's work on the frame of <see cref="Results"/>, without the pauses between slices.
    /// </summary>
    public FrameTimings Timings => _job?.Timings ?? default;

    /// <summary>
    /// Begins work on the objects in a frame if there is none under way. They are converted to the network's input at
    /// once, so that the frame's pixels are free again when this returns; the host's ticks do the rest.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="objects">
    /// What was found in it, which may be nothing. Of a box, the whole pixels on the frame are looked at, at least one.
    /// </param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    /// <returns>False if the behaviour is not ready for a frame.</returns>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    public bool Process(Frame frame, ReadOnlySpan<Detection> objects, TimeSpan time)
    {
        if (!IsReady(out TimeProvider clock))
            return false;
        long start = clock.GetTimestamp();
        _job!.Begin(frame, objects, time, clock);
        _owed += clock.GetElapsedTime(start);
        return true;
    }

    /// <summary>
    /// As <see cref="Process(Frame, ReadOnlySpan{Detection}, TimeSpan)"/>, for a picture in a texture or framebuffer of
    /// the backend's context, which is current. It is taken as it is now, and may be drawn over when this returns.
    /// </summary>
    /// <param name="frame">The picture.</param>
    /// <param name="objects">What was found in it, in pixels of it; may be nothing.</param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    /// <returns>False if the behaviour is not ready for a frame.</returns>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    /// <exception cref="FrameSourceException">The picture, or any picture, cannot be used by the backend.</exception>
    public bool Process(GpuFrame frame, ReadOnlySpan<Detection> objects, TimeSpan time)
    {
        if (!IsReady(out TimeProvider clock))
            return false;
        long start = clock.GetTimestamp();
        _job!.Begin(frame, objects, time, clock);
        _owed += clock.GetElapsedTime(start);
        return true;
    }

    /// <inheritdoc/>
    protected override void Awake() => _share = Host!.Budget.Join();

    /// <inheritdoc/>
    protected override void Update(float deltaTime)
    {
        if (_hasFailed)
            return;
        if (backend.IsLost)
        {
            _job?.Cancel();
            // One error for a loss; with the next context work goes on with the next frame.
            if (!_hasToldOfLoss)
            {
                _hasToldOfLoss = true;
                backend.ThrowIfLost();
            }

            return;
        }

        _hasToldOfLoss = false;
        try
        {
            if (_job is null)
                Prepare();
            else
                Work(_job);
        }
        catch
        {
            _hasToldOfLoss = backend.IsLost;
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void OnDisable() => _job?.Cancel();

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        _share?.Dispose();
        _preparation?.Dispose();
        _network?.Dispose();
    }

    private void Prepare()
    {
        if (model.State == ModelAssetState.Loading)
            return;
        try
        {
            VisionModel loaded = model.Value;
            ClassificationDecoder decoder = loaded.Card.Decoder as ClassificationDecoder
                ?? throw FrameNetwork.WrongTask(loaded.Card, VisionTask.Classify);
            _preparation ??= new RegionPreparation(loaded, backend, WorkerOptions ?? Execution.WorkerOptions.Default);
            if (_preparation.Work(_share!, Host!.Budget.Clock) is not { } network)
                return;
            (_network, _job) = (network, new RegionJob(network, decoder));
            _preparation.Dispose();
            _preparation = null;
        }
        catch
        {
            _preparation?.Dispose();
            _preparation = null;
            // A device that is lost says nothing of the model: with another context it is prepared anew.
            _hasFailed = !backend.IsLost;
            throw;
        }
    }

    private void Work(RegionJob job)
    {
        TimeProvider clock = Host!.Budget.Clock;
        long start = clock.GetTimestamp();
        TimeSpan budget = _share!.Begin(out bool mustProgress);
        var slice = new FrameSlice(clock, start, budget - _owed, mustProgress);
        bool hasResults = false;
        try
        {
            hasResults = job.Work(ref slice);
        }
        finally
        {
            _share.End(clock.GetElapsedTime(start) + _owed, slice.Progressed, job.IsRunning && !job.IsReading);
            _owed = TimeSpan.Zero;
        }

        if (hasResults)
            ResultsReady?.Invoke(this);
    }

    private bool IsReady(out TimeProvider clock)
    {
        Host?.VerifyThread();
        clock = Host?.Budget.Clock ?? TimeProvider.System;
        return Host is not null && Enabled && !backend.IsLost && State == FrameBehaviourState.Idle;
    }
}
