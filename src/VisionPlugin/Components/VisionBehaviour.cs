namespace VisionPlugin.Components;

/// <summary>
/// Something that lives in a <see cref="VisionHost"/> and is called in each of its ticks. Override what is needed; the
/// calls and their order are those of Unity's MonoBehaviour: Awake and OnEnable when it is added, Start before its
/// first Update, then Update and LateUpdate in each tick while it is enabled, OnDisable and OnDestroy when it is
/// removed. All of them come on the host's thread, and an exception of theirs ends up in <see cref="Error"/>.
/// </summary>
public abstract class VisionBehaviour
{
    private VisionHost? _host;
    private bool _enabled = true;
    private bool _awake;
    private bool _started;
    private long _activeFrom;
    private long _lastFailingTick = -1;
    private int _failingTicks;

    /// <summary>An exception of this behaviour. The host's own event comes right after.</summary>
    public event Action<VisionError>? Error;

    /// <summary>The host that it lives in; null before it is added and after it was destroyed.</summary>
    public VisionHost? Host => IsDestroyed ? null : _host;

    /// <summary>True once it was removed from its host; it cannot be added again.</summary>
    public bool IsDestroyed { get; private set; }

    /// <summary>The latest exception; null if there was none.</summary>
    public VisionError? LastError { get; private set; }

    /// <summary>
    /// Whether it takes part in ticks; true until set. Setting it calls OnEnable or OnDisable before it returns.
    /// Disabled during a tick, the behaviour gets no more calls of that tick; enabled, it takes part from the next of
    /// Start, Update and LateUpdate on.
    /// </summary>
    /// <exception cref="InvalidOperationException">The host belongs to another thread.</exception>
    public bool Enabled
    {
        get => _enabled;
        set
        {
            Host?.VerifyThread();
            if (_enabled == value)
                return;
            _enabled = value;
            if (_awake)
                Switch(value);
        }
    }

    /// <summary>True between <see cref="VisionHost.Remove"/> and OnDestroy.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>Called once, when the behaviour is added to a host, enabled or not.</summary>
    protected virtual void Awake()
    {
    }

    /// <summary>Called each time the behaviour becomes enabled.</summary>
    protected virtual void OnEnable()
    {
    }

    /// <summary>Called once, before the first Update or LateUpdate.</summary>
    protected virtual void Start()
    {
    }

    /// <summary>Called in each tick.</summary>
    /// <param name="deltaTime">Seconds since the last tick, as the host gives them.</param>
    protected virtual void Update(float deltaTime)
    {
    }

    /// <summary>Called in each tick, after the Update of all behaviours.</summary>
    protected virtual void LateUpdate()
    {
    }

    /// <summary>Called each time the behaviour becomes disabled, and before it is destroyed.</summary>
    protected virtual void OnDisable()
    {
    }

    /// <summary>Called once, when the behaviour is removed or its host disposed. Releases what it holds.</summary>
    protected virtual void OnDestroy()
    {
    }

    internal void Enter(VisionHost host)
    {
        ObjectDisposedException.ThrowIf(IsDestroyed, this);
        if (_host is not null)
            throw new InvalidOperationException($"{GetType().Name} is in a host already.");
        _host = host;
        if (!TryCall(BehaviourPhase.Awake, 0))
            _enabled = false;
        if (IsDestroyed)
            return;
        _awake = true;
        if (_enabled)
            Switch(true);
    }

    /// <summary>Start, Update or LateUpdate, if the behaviour takes part in it.</summary>
    internal void Tick(BehaviourPhase phase, float deltaTime)
    {
        if (!TakesPart())
            return;
        if (!_started)
        {
            _started = true;
            TryCall(BehaviourPhase.Start, deltaTime);
        }

        if (phase != BehaviourPhase.Start && TakesPart())
            TryCall(phase, deltaTime);
    }

    internal void Destroy()
    {
        try
        {
            Enabled = false;
        }
        finally
        {
            _awake = false;
            try
            {
                TryCall(BehaviourPhase.OnDestroy, 0);
            }
            finally
            {
                IsDestroyed = true;
            }
        }
    }

    private bool TakesPart() => _enabled && _awake && _activeFrom <= _host!.Phase;

    private void Switch(bool enabled)
    {
        _activeFrom = _host!.Phase + 1;
        _failingTicks = 0;
        _lastFailingTick = -1;
        TryCall(enabled ? BehaviourPhase.OnEnable : BehaviourPhase.OnDisable, 0);
    }

    private bool TryCall(BehaviourPhase phase, float deltaTime)
    {
        try
        {
            Call(phase, deltaTime);
            return true;
        }
#pragma warning disable CA1031 // Whatever a behaviour throws must not stop the others: it is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(phase, exception);
            return false;
        }
    }

    private void Call(BehaviourPhase phase, float deltaTime)
    {
        switch (phase)
        {
            case BehaviourPhase.Awake:
                Awake();
                break;
            case BehaviourPhase.OnEnable:
                OnEnable();
                break;
            case BehaviourPhase.Start:
                Start();
                break;
            case BehaviourPhase.Update:
                Update(deltaTime);
                break;
            case BehaviourPhase.LateUpdate:
                LateUpdate();
                break;
            case BehaviourPhase.OnDisable:
                OnDisable();
                break;
            default:
                OnDestroy();
                break;
        }
    }

    private void Report(BehaviourPhase phase, Exception exception)
    {
        VisionHost host = _host!;
        bool disable = phase == BehaviourPhase.Awake || (IsTick(phase) && HasFailedTooOften(host));
        LastError = new VisionError(this, phase, exception, disable && _enabled);
        Error?.Invoke(LastError);
        host.Report(LastError, isHandled: Error is not null);
        if (disable && _awake)
            Enabled = false;
    }

    // Ticks in a row, each counted once however often it failed.
    private bool HasFailedTooOften(VisionHost host)
    {
        if (_lastFailingTick != host.TickCount)
            _failingTicks = _lastFailingTick == host.TickCount - 1 ? _failingTicks + 1 : 1;
        _lastFailingTick = host.TickCount;
        return _failingTicks >= host.MaxFailingTicks;
    }

    private static bool IsTick(BehaviourPhase phase) => phase is BehaviourPhase.Update or BehaviourPhase.LateUpdate;
}
