using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// A ready component in a host's loop: takes a frame, spreads the work on it over as many ticks as the host's
/// <see cref="VisionHost.Budget"/> makes it, and raises <see cref="ResultsReady"/>. Update takes at most the budget and
/// one step. Nothing is allocated per frame. A load that fails, and every other error, goes to the Error events.
/// </summary>
/// <typeparam name="TResult">What it finds, one or many of them in a frame.</typeparam>
public abstract class FrameBehaviour<TResult> : VisionBehaviour
{
    private readonly FrameJob<TResult> _job = new();
    private readonly FramePreparation<TResult> _preparation = new();
    private FrameShare? _share;
    private TimeSpan _owed;
    private bool _hasToldOfLoss;
    private long _seen;
    private Exception? _failure;

    private protected FrameBehaviour(ModelAsset model, IBackend backend)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(backend);
        (Model, Backend) = (model, backend);
    }

    /// <summary>Raised on the host's thread, in Update, when there are new <see cref="Results"/>.</summary>
    public event Action<FrameBehaviour<TResult>>? ResultsReady;

    /// <summary>The model, ready or still loading. Stays the caller's.</summary>
    public ModelAsset Model { get; }

    /// <summary>What it runs on. Stays the caller's and must outlive the behaviour.</summary>
    public IBackend Backend { get; }

    /// <summary>How the network is prepared and run; null for the defaults.</summary>
    public WorkerOptions? WorkerOptions { get; init; }

    /// <summary>
    /// Where it gets its frames, the latest each time that it is ready for one. Null, as it is until set, for a program
    /// that calls <c>Process</c>.
    /// </summary>
    public IFrameSource? Source
    {
        get;
        set => (field, GpuSource, _seen) = (value, null, 0);
    }

    /// <summary>
    /// Where it gets pictures in textures or framebuffers, in place of <see cref="Source"/>: setting one of the two
    /// clears the other.
    /// </summary>
    public IGpuFrameSource? GpuSource
    {
        get;
        set
        {
            if (value is not null)
                Source = null;
            (field, _seen) = (value, 0);
        }
    }

    /// <summary>
    /// Longest time from taking a frame to its results: slices grow beyond the budget as far as they must, and once it
    /// has passed all that is left is done at once. Null, as it is until set, to keep to the budget however long it takes.
    /// See <see cref="LateCount"/>.
    /// </summary>
    public TimeSpan? MaxLatency { get; set; }

    /// <summary>What it is doing.</summary>
    public FrameBehaviourState State => _failure is not null ? FrameBehaviourState.Failed
        : _job.Component is null ? FrameBehaviourState.Loading
        : _job.IsRunning ? FrameBehaviourState.Running : FrameBehaviourState.Idle;

    /// <summary>
    /// The latest results; empty before the first. They stay until the next <see cref="ResultsReady"/>.
    /// </summary>
    public ReadOnlySpan<TResult> Results => _job.Results;

    /// <summary>The time of the frame that <see cref="Results"/> belong to, as its source or caller gave it.</summary>
    public TimeSpan ResultsTime => _job.ResultsTime;

    /// <summary>Number of frames that results were found for.</summary>
    public long ResultsCount => _job.ResultsCount;

    /// <summary>Time from when the frame of <see cref="Results"/> was taken to its results, by the host's clock.</summary>
    public TimeSpan ResultsLatency => _job.ResultsLatency;

    /// <summary>
    /// True if that was longer than <see cref="MaxLatency"/> was when the frame was taken: a handler of <see
    /// cref="ResultsReady"/> may drop such results.
    /// </summary>
    public bool ResultsAreLate => _job.ResultsAreLate;

    /// <summary>
    /// Number of frames whose results took longer than <see cref="MaxLatency"/>. It grows where one layer alone takes too
    /// long, where nothing is known of a network yet, or where the host ticks too seldom.
    /// </summary>
    public long LateCount => _job.LateCount;

    /// <summary>
    /// The host's thread's work on the frame of <see cref="Results"/>, without the pauses between slices.
    /// </summary>
    public FrameTimings Timings => _job.Timings;

    /// <summary>
    /// Begins work on a frame if there is none under way. Only converts it to the network's input, so its pixels are
    /// free again when this returns; the host's ticks do the rest.
    /// </summary>
    /// <param name="frame">The frame, of any size.</param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    /// <returns>
    /// False if the behaviour is not ready for a frame: loading, disabled, at work on an earlier one, or its backend's
    /// device is lost.
    /// </returns>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    public bool Process(Frame frame, TimeSpan time)
    {
        if (!IsReady(out TimeProvider clock))
            return false;
        long start = clock.GetTimestamp();
        _job.Begin(frame, time, clock, MaxLatency);
        _owed += clock.GetElapsedTime(start);
        return true;
    }

    /// <summary>
    /// Begins work on a picture in a texture or framebuffer if there is none under way. It is taken as it is now, and
    /// may be drawn over when this returns. Nothing waits for the GPU: where the network runs on the CPU, the pixels
    /// arrive some ticks later.
    /// </summary>
    /// <param name="frame">The picture, in the context that the backend was created in, which is current.</param>
    /// <param name="time">When it was taken, by a clock of the caller's choice.</param>
    /// <returns>
    /// False if the behaviour is not ready for a frame: loading, disabled, at work on an earlier one, or its backend's
    /// device is lost.
    /// </returns>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    /// <exception cref="FrameSourceException">The picture, or any picture, cannot be used by the backend.</exception>
    public bool Process(GpuFrame frame, TimeSpan time)
    {
        if (!IsReady(out TimeProvider clock))
            return false;
        long start = clock.GetTimestamp();
        _job.Begin(frame, time, clock, MaxLatency);
        _owed += clock.GetElapsedTime(start);
        return true;
    }

    /// <summary>
    /// Waits until the model is loaded and the network prepared, for a loading screen that need not move. Blocks; without
    /// it both happen beside and in the ticks, see <see cref="WarmUpAsync"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The behaviour is in no host, or that belongs to another thread.
    /// </exception>
    /// <exception cref="VisionException">
    /// The model could not be loaded, or does not fit; the Error events do not get it.
    /// </exception>
    public void Prepare()
    {
        (Host ?? throw new InvalidOperationException("Add the behaviour to a host first.")).VerifyThread();
        while (State == FrameBehaviourState.Loading)
        {
            Task.WaitAny(Model.Task);
            TryPrepare(WarmUpBlocking);
        }
    }

    /// <summary>
    /// Tells when the network is ready, and how far it is until then. The work is done by the ticks of the host, in
    /// slices of its budget and at most one shader program more, whether somebody awaits it or not; on the CPU, and as
    /// far as no graphics context is needed, by a thread of the pool. The host must go on ticking, and the behaviour be
    /// enabled.
    /// </summary>
    /// <param name="progress">Told how far it is, on the host's thread.</param>
    /// <param name="cancellation">
    /// Ends the waiting. To end the preparation itself, disable or remove the behaviour.
    /// </param>
    /// <returns>
    /// Completes at the end of the tick in which the network was ready, as does <see cref="VisionHost.WarmUpAsync"/>:
    /// code that awaits it goes on there, on the host's thread, unless a <see cref="SynchronizationContext"/> takes it
    /// elsewhere. Fails as <see cref="Prepare"/> does. Never block on it on the host's thread: nobody would tick.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// The behaviour is in no host, or that belongs to another thread.
    /// </exception>
    public Task WarmUpAsync(
        IProgress<WarmUpProgress>? progress = null, CancellationToken cancellation = default)
    {
        VisionHost host = Host ?? throw new InvalidOperationException("Add the behaviour to a host first.");
        host.VerifyThread();
        return _failure is not null ? Task.FromException(_failure)
            : Component is not null ? Task.CompletedTask : _preparation.WaitAsync(progress, cancellation);
    }

    private protected IFrameComponent<TResult>? Component => _job.Component;

    // The time of the frame whose network has run last; its results may be under way.
    private protected TimeSpan RequestedTime => _job.RequestedTime;

    // Gives up the frame under way.
    private protected void Cancel() => _job.Cancel();

    // The network that is run, if it is not all of the model.
    private protected virtual VisionModel NetworkOf(VisionModel model) => model;

    // Called on the host's thread with a worker that is ready to run the network; the component's from now on.
    private protected abstract IFrameComponent<TResult> Create(VisionModel model, Worker worker);

    // Called on the host's thread, once there is a component.
    private protected virtual void OnPrepared()
    {
    }

    /// <inheritdoc/>
    protected override void Awake() => _share = Host!.Budget.Join();

    /// <inheritdoc/>
    protected override void Update(float deltaTime)
    {
        if (Backend.IsLost)
        {
            // One error for a loss; with the next context work goes on with the next frame.
            _job.Cancel();
            if (!_hasToldOfLoss)
            {
                _hasToldOfLoss = true;
                Backend.ThrowIfLost();
            }

            return;
        }

        try
        {
            _hasToldOfLoss = false;
            Work();
        }
        catch
        {
            _hasToldOfLoss = Backend.IsLost;
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void OnDisable() => _job.Cancel();

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        _share?.Dispose();
        _preparation.GiveUp();
        Host!.AfterTick(_preparation.Cancel);
        _job.Component?.Dispose();
    }

    private void Work()
    {
        if (_failure is not null)
            return;
        if (Component is null)
        {
            TryPrepare(WarmUpInTurn);
            return;
        }

        TimeProvider clock = Host!.Budget.Clock;
        long start = clock.GetTimestamp();
        TimeSpan budget = _share!.Begin(out bool mustProgress);
        var slice = new FrameSlice(clock, start, budget - _owed, mustProgress);
        bool hasWork = true, hasResults = false;
        try
        {
            hasWork = TakeFrame(ref slice);
            _job.RunNetwork(ref slice);
            hasResults = _job.TryDecode(ref slice);
            if (hasResults)
            {
                // What is left goes into the next frame, as far as these results stay what they are.
                hasWork = TakeFrame(ref slice);
                _job.RunNetwork(ref slice);
            }
        }
        finally
        {
            _share.End(clock.GetElapsedTime(start) + _owed, slice.Progressed, hasWork && !_job.IsReading);
            _owed = TimeSpan.Zero;
        }

        if (hasResults)
            ResultsReady?.Invoke(this);
    }

    // False if there is neither a frame under way nor one to begin with.
    private bool TakeFrame(ref FrameSlice slice)
    {
        if (_job.IsRunning)
            return true;
        if (GpuSource is not null)
            return TakeGpuFrame(ref slice);
        if (Source is null || !slice.Fits(_job.ConvertCost))
            return Source is not null;
        if (!Source.TryGetLatest(ref _seen, out Frame frame, out TimeSpan time))
            return false;
        _job.Begin(frame, time, slice.Clock, MaxLatency);
        slice.Progressed = true;
        return true;
    }

    private bool TakeGpuFrame(ref FrameSlice slice)
    {
        if (!slice.Fits(_job.FetchCost))
            return true;
        if (!GpuSource!.TryGetLatest(ref _seen, out GpuFrame frame, out TimeSpan time))
            return false;
        _job.Begin(frame, time, slice.Clock, MaxLatency);
        slice.Progressed = true;
        return true;
    }

    private bool IsReady(out TimeProvider clock)
    {
        Host?.VerifyThread();
        clock = Host?.Budget.Clock ?? TimeProvider.System;
        return Host is not null && Enabled && !Backend.IsLost && State == FrameBehaviourState.Idle;
    }

    // The network is made ready by `work`, which does as much of it as it likes and tells whether it did anything.
    private void TryPrepare(Func<WarmUp, bool> work)
    {
        VisionHost host = Host!;
        if (_preparation.HasCancelled)
            host.AfterTick(_preparation.EndCancelled);
        if (Model.State == ModelAssetState.Loading)
            return;
        try
        {
            WarmUp warmUp = _preparation.Begin(
                () => FrameNetwork.CreateWorker(NetworkOf(Model.Value), Backend, WorkerOptions),
                worker => Create(Model.Value, worker));
            if (work(warmUp))
                _preparation.Report(warmUp.Progress);
            if (!warmUp.IsComplete)
                return;
            _job.Component = _preparation.Take();
            // Elsewhere the context need not be current here, and there is no shader to be compiled.
            if (Backend.IsBoundToThread)
                _job.Component.Network.PrepareGpuInput();
            OnPrepared();
            host.AfterTick(_preparation.Complete);
        }
        catch (Exception error)
        {
            _preparation.GiveUp();
            // A device that is lost says nothing of the model: with another context it is prepared anew.
            if (!Backend.IsLost)
            {
                _failure = error;
                host.AfterTick(() => _preparation.Fail(error));
            }

            throw;
        }
    }

    private bool WarmUpInTurn(WarmUp warmUp) => WarmUpTurn.Take(_share!, Host!.Budget.Clock, warmUp);

    private static bool WarmUpBlocking(WarmUp warmUp)
    {
        warmUp.FinishBlocking();
        return true;
    }
}
