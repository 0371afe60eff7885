using System.Collections.ObjectModel;
using System.Diagnostics;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>
/// Where behaviours live. A program calls <see cref="Tick"/> once a frame from its own loop. Belongs to the thread that
/// created it. A tick allocates nothing of its own, and no exception of a behaviour comes out of it: it goes to
/// <see cref="Error"/>, and the other behaviours go on.
/// </summary>
public sealed class VisionHost : IDisposable
{
    private readonly List<VisionBehaviour> _behaviours = [];
    private readonly Queue<Action> _afterTick = [];
    private int _ownerThread = Environment.CurrentManagedThreadId;
    private int _leaving;
    private bool _isTicking;
    private bool _disposed;

    /// <summary>Creates a host on this thread.</summary>
    /// <param name="budget">
    /// Time that all behaviours with networks together may take in each frame; left out, 2 milliseconds. A frame takes
    /// at most the budget and one step (one layer of one network).
    /// </param>
    /// <param name="clock">The clock to measure with; left out, the system's.</param>
    public VisionHost(TimeSpan? budget = null, TimeProvider? clock = null)
    {
        Budget = new FrameBudget(budget ?? TimeSpan.FromMilliseconds(2), clock);
        Behaviours = _behaviours.AsReadOnly();
    }

    /// <summary>
    /// An exception of a behaviour, with who and where. Without a handler here or at the behaviour it is written to
    /// <see cref="Trace"/>. What a handler throws comes out of <see cref="Tick"/>: to stop at the first error, let it
    /// throw.
    /// </summary>
    public event Action<VisionError>? Error;

    /// <summary>What the behaviours' networks may take of each frame.</summary>
    public FrameBudget Budget { get; }

    /// <summary>The behaviours, in the order in which they were added and are called.</summary>
    public ReadOnlyCollection<VisionBehaviour> Behaviours { get; }

    /// <summary>Number of ticks begun.</summary>
    public long TickCount { get; private set; }

    /// <summary>Sum of all ticks' delta times.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>
    /// Ticks in a row in which a behaviour may throw before it is disabled; 10 until set. A loop that fails sixty times
    /// a second helps nobody. Enabled again, it gets as many anew.
    /// </summary>
    public int MaxFailingTicks
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10;

    /// <summary>Number of phases (Start, Update, LateUpdate) begun.</summary>
    internal long Phase { get; private set; }

    /// <summary>
    /// Adds a behaviour: it gets Awake and, if enabled, OnEnable before this returns. Added during a tick it takes part
    /// from the next of Start, Update and LateUpdate on.
    /// </summary>
    /// <returns>The behaviour, which the host owns from now on.</returns>
    /// <exception cref="InvalidOperationException">It is in a host already, or this is another thread.</exception>
    /// <exception cref="ObjectDisposedException">The behaviour was destroyed, or the host disposed.</exception>
    public T Add<T>(T behaviour)
        where T : VisionBehaviour
    {
        VerifyThread();
        ArgumentNullException.ThrowIfNull(behaviour);
        if (behaviour.Host is null && !behaviour.IsDestroyed)
            _behaviours.Add(behaviour);
        behaviour.Enter(this);
        return behaviour;
    }

    /// <summary>
    /// Removes and destroys a behaviour: it gets OnDisable, if enabled, and OnDestroy. Between ticks that is done
    /// before this returns; during one, at the end of the Start, Update or LateUpdate of all behaviours that is under
    /// way.
    /// </summary>
    /// <returns>False if it is not in this host, or on its way out already.</returns>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    public bool Remove(VisionBehaviour behaviour)
    {
        VerifyThread();
        ArgumentNullException.ThrowIfNull(behaviour);
        if (behaviour.Host != this || behaviour.IsLeaving)
            return false;
        behaviour.IsLeaving = true;
        _leaving++;
        if (!_isTicking)
            DestroyLeaving();
        return true;
    }

    /// <summary>
    /// Prepares a worker for the inputs set so far in the host's ticks, within the <see cref="Budget"/>: a tick takes
    /// at most that and one piece, such as one shader program. Behaviours do so of their own accord; this is for workers
    /// of the caller.
    /// </summary>
    /// <param name="worker">The worker; stays the caller's, who leaves its inputs alone until this has ended.</param>
    /// <param name="progress">Told how far it is, on the host's thread.</param>
    /// <param name="cancellation">Ends it in the next tick; what was made is released.</param>
    /// <returns>
    /// Completes when the plan is ready, at the end of a tick: code that awaits it goes on there, on the host's thread
    /// and outside of <see cref="Tick"/>'s work, so that it may do what it likes (or, on a thread with a <see
    /// cref="SynchronizationContext"/>, where that takes it). Never block on it on the host's thread: nobody would tick.
    /// Cancelled if the host is disposed before.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// An input was not set, or the host belongs to another thread.
    /// </exception>
    public Task WarmUpAsync(
        Worker worker, IProgress<WarmUpProgress>? progress = null, CancellationToken cancellation = default)
    {
        VerifyThread();
        ArgumentNullException.ThrowIfNull(worker);
        return Add(new WarmUpBehaviour(worker.BeginWarmUp(), progress, cancellation)).Task;
    }

    /// <summary>Calls all behaviours: Start of those that are new, then Update, then LateUpdate.</summary>
    /// <param name="deltaTime">Seconds since the last tick, for the behaviours; 0 or more.</param>
    /// <exception cref="InvalidOperationException">This is another thread, or a tick is under way.</exception>
    public void Tick(float deltaTime)
    {
        VerifyThread();
        if (_isTicking)
            throw new InvalidOperationException("A tick is under way: a behaviour cannot tick its own host.");
        Budget.BeginFrame();
        TickCount++;
        Time += TimeSpan.FromSeconds(deltaTime);
        _isTicking = true;
        try
        {
            Run(BehaviourPhase.Start, deltaTime);
            Run(BehaviourPhase.Update, deltaTime);
            Run(BehaviourPhase.LateUpdate, deltaTime);
        }
        finally
        {
            _isTicking = false;
        }

        CompleteTick();
    }

    /// <summary>
    /// Makes the calling thread the owner. Behaviours on a GPU stay with the thread of their context.
    /// </summary>
    public void MoveToThisThread() => _ownerThread = Environment.CurrentManagedThreadId;

    /// <summary>Removes and destroys all behaviours, the latest first.</summary>
    /// <exception cref="InvalidOperationException">This is another thread, or a tick is under way.</exception>
    public void Dispose()
    {
        if (_disposed)
            return;
        VerifyThread();
        if (_isTicking)
            throw new InvalidOperationException("A tick is under way: dispose the host when it has ended.");
        while (_behaviours.Count > 0)
        {
            if (!Remove(_behaviours[^1]))
                DestroyLeaving();
        }

        _disposed = true;
        CompleteTick();
    }

    /// <summary>Does something at the end of the tick under way or, between ticks, of the next one.</summary>
    internal void AfterTick(Action action) => _afterTick.Enqueue(action);

    internal void VerifyThread()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Environment.CurrentManagedThreadId != _ownerThread)
        {
            throw new InvalidOperationException(
                $"The host belongs to thread {_ownerThread}, not to thread {Environment.CurrentManagedThreadId}. "
                + $"Call it and its behaviours from there, or call {nameof(MoveToThisThread)} first.");
        }
    }

    internal void Report(VisionError error, bool isHandled)
    {
        Error?.Invoke(error);
        if (Error is null && !isHandled)
            Trace.TraceError($"{error}{Environment.NewLine}{error.Exception}");
    }

    private void Run(BehaviourPhase phase, float deltaTime)
    {
        Phase++;
        // Those that come in meanwhile are not called: they are active from the next phase on.
        for (int i = 0; i < _behaviours.Count; i++)
            _behaviours[i].Tick(phase, deltaTime);
        DestroyLeaving();
    }

    private void CompleteTick()
    {
        while (_afterTick.TryDequeue(out Action? action))
            action();
    }

    private void DestroyLeaving()
    {
        while (_leaving > 0)
        {
            int index = _behaviours.FindIndex(static b => b.IsLeaving);
            VisionBehaviour behaviour = _behaviours[index];
            _behaviours.RemoveAt(index);
            _leaving--;
            behaviour.Destroy();
        }
    }
}
