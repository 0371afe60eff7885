using VisionPlugin.Components;

namespace VisionPlugin.Tests.Components;

public sealed class VisionHostTests : IDisposable
{
    private readonly List<string> _calls = [];
    private readonly List<VisionError> _errors = [];
    private readonly VisionHost _host = new();

    public VisionHostTests() => _host.Error += _errors.Add;

    public void Dispose()
    {
        _host.MoveToThisThread();
        _host.Dispose();
    }

    [Fact]
    public void Calls_come_in_the_order_of_a_life()
    {
        Probe a = _host.Add(New("a"));
        Probe b = _host.Add(New("b"));
        Expect("a.Awake", "a.OnEnable", "b.Awake", "b.OnEnable");
        _host.Tick(0.5f);
        Expect("a.Start", "b.Start", "a.Update(0.5)", "b.Update(0.5)", "a.LateUpdate", "b.LateUpdate");
        _host.Tick(0.25f);
        Expect("a.Update(0.25)", "b.Update(0.25)", "a.LateUpdate", "b.LateUpdate");
        Assert.True(_host.Remove(a));
        Expect("a.OnDisable", "a.OnDestroy");
        Assert.Equal((true, null, _host), (a.IsDestroyed, a.Host, b.Host));
        _host.Dispose();
        Expect("b.OnDisable", "b.OnDestroy");
        Assert.Equal((2, TimeSpan.FromSeconds(0.75)), (_host.TickCount, _host.Time));
    }

    [Fact]
    public void Disabled_from_the_start_it_is_woken_but_started_only_when_enabled()
    {
        Probe a = _host.Add(New("a", p => p.Enabled = false));
        Expect("a.Awake");
        _host.Tick(0);
        Expect();
        a.Enabled = true;
        Expect("a.OnEnable");
        a.Enabled = true;
        Expect();
        _host.Tick(0);
        Expect("a.Start", "a.Update(0)", "a.LateUpdate");
        a.Enabled = false;
        Expect("a.OnDisable");
        _host.Tick(0);
        Expect();
        a.Enabled = true;
        _host.Tick(0);
        Expect("a.OnEnable", "a.Update(0)", "a.LateUpdate");
        a.Enabled = false;
        _host.Remove(a);
        Expect("a.OnDisable", "a.OnDestroy");
    }

    [Fact]
    public void Disabling_itself_in_Awake_prevents_OnEnable()
    {
        Probe a = New("a");
        a.On["Awake"] = () => a.Enabled = false;
        _host.Add(a);
        _host.Tick(0);
        Expect("a.Awake");
    }

    [Fact]
    public void Added_during_Update_it_takes_part_from_LateUpdate_on()
    {
        Probe a = _host.Add(New("a"));
        Expect("a.Awake", "a.OnEnable");
        a.Once("Update", () => _host.Add(New("b")));
        _host.Tick(0);
        Expect("a.Start", "a.Update(0)", "b.Awake", "b.OnEnable", "a.LateUpdate", "b.Start", "b.LateUpdate");
        _host.Tick(0);
        Expect("a.Update(0)", "b.Update(0)", "a.LateUpdate", "b.LateUpdate");
    }

    [Fact]
    public void Added_during_Start_it_is_started_before_its_first_Update()
    {
        Probe a = _host.Add(New("a"));
        Expect("a.Awake", "a.OnEnable");
        a.Once("Start", () => _host.Add(New("b")));
        _host.Tick(0);
        Expect("a.Start", "b.Awake", "b.OnEnable", "a.Update(0)", "b.Start", "b.Update(0)",
            "a.LateUpdate", "b.LateUpdate");
    }

    [Fact]
    public void Disabled_during_Update_it_gets_no_more_calls_and_enabled_it_goes_on_with_LateUpdate()
    {
        Probe a = _host.Add(New("a")), b = _host.Add(New("b"));
        _host.Tick(0);
        _calls.Clear();
        a.Once("Update", () => b.Enabled = false);
        _host.Tick(0);
        Expect("a.Update(0)", "b.OnDisable", "a.LateUpdate");
        a.Once("Update", () => b.Enabled = true);
        _host.Tick(0);
        Expect("a.Update(0)", "b.OnEnable", "a.LateUpdate", "b.LateUpdate");
        b.Once("Update", () => b.Enabled = false);
        _host.Tick(0);
        Expect("a.Update(0)", "b.Update(0)", "b.OnDisable", "a.LateUpdate");
    }

    [Fact]
    public void Removed_during_Update_it_is_destroyed_when_all_updates_are_done()
    {
        Probe a = _host.Add(New("a")), b = _host.Add(New("b")), c = _host.Add(New("c"));
        _host.Tick(0);
        _calls.Clear();
        b.Once("Update", () =>
        {
            Assert.True(_host.Remove(a));
            Assert.True(_host.Remove(b));
            Assert.False(_host.Remove(b));
            Assert.True(_host.Remove(c));
        });
        _host.Tick(0);
        Expect("a.Update(0)", "b.Update(0)", "c.Update(0)",
            "a.OnDisable", "a.OnDestroy", "b.OnDisable", "b.OnDestroy", "c.OnDisable", "c.OnDestroy");
        Assert.Empty(_host.Behaviours);
        _host.Tick(0);
        Expect();
    }

    [Fact]
    public void A_behaviour_lives_once_in_one_host()
    {
        Probe a = _host.Add(New("a"));
        using var other = new VisionHost();
        Assert.Throws<InvalidOperationException>(() => _host.Add(a));
        Assert.Throws<InvalidOperationException>(() => other.Add(a));
        Assert.False(other.Remove(a));
        _host.Remove(a);
        Assert.Throws<ObjectDisposedException>(() => other.Add(a));
        Assert.False(_host.Remove(a));
        Assert.Empty(other.Behaviours);
    }

    [Fact]
    public void Removing_itself_in_Awake_or_OnDisable_is_fine()
    {
        Probe a = New("a"), b = New("b");
        a.On["Awake"] = () => _host.Remove(a);
        b.On["OnDisable"] = () => Assert.False(_host.Remove(b));
        _host.Add(a);
        _host.Add(b);
        _host.Remove(b);
        Expect("a.Awake", "a.OnDestroy", "b.Awake", "b.OnEnable", "b.OnDisable", "b.OnDestroy");
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData(BehaviourPhase.OnEnable)]
    [InlineData(BehaviourPhase.Start)]
    [InlineData(BehaviourPhase.Update)]
    [InlineData(BehaviourPhase.LateUpdate)]
    [InlineData(BehaviourPhase.OnDisable)]
    [InlineData(BehaviourPhase.OnDestroy)]
    public void An_exception_names_who_and_where_and_stops_nobody_else(BehaviourPhase phase)
    {
        var error = new InvalidOperationException("on purpose");
        Probe bad = New("bad");
        bad.Once(phase.ToString(), () => throw error);
        var own = new List<VisionError>();
        bad.Error += own.Add;
        _host.Add(bad);
        Probe good = _host.Add(New("good"));
        _host.Tick(0);
        _host.Remove(bad);
        Assert.Equal([new VisionError(bad, phase, error, Disabled: false)], _errors);
        Assert.Equal(_errors, own);
        Assert.Same(_errors[0], bad.LastError);
        Assert.Contains($"Probe.{phase}: on purpose", _errors[0].ToString(), StringComparison.Ordinal);
        string[] calls = ["Awake", "OnEnable", "Start", "Update(0)", "LateUpdate"];
        Assert.Equal(calls.Select(c => $"good.{c}"), _calls.Where(c => c.StartsWith('g')));
        Assert.Equal([.. calls.Select(c => $"bad.{c}"), "bad.OnDisable", "bad.OnDestroy"],
            _calls.Where(c => c.StartsWith('b')));
        Assert.Null(good.LastError);
    }

    [Fact]
    public void An_exception_in_Awake_disables()
    {
        Probe bad = New("bad");
        bad.Once("Awake", () => throw new InvalidOperationException());
        _host.Add(bad);
        Assert.False(bad.Enabled);
        Assert.True(Assert.Single(_errors).Disabled);
        _host.Tick(0);
        Expect("bad.Awake");
        bad.Enabled = true;
        _host.Tick(0);
        Expect("bad.OnEnable", "bad.Start", "bad.Update(0)", "bad.LateUpdate");
    }

    [Fact]
    public void What_fails_in_every_tick_is_disabled_after_some()
    {
        _host.MaxFailingTicks = 3;
        Probe bad = _host.Add(New("bad"));
        bad.On["Update"] = bad.On["LateUpdate"] = () => throw new InvalidOperationException();
        for (int i = 0; i < 5; i++)
            _host.Tick(0);
        // Update and LateUpdate of two ticks, and the Update that was one too many.
        Assert.Equal([false, false, false, false, true], _errors.Select(e => e.Disabled));
        Assert.False(bad.Enabled);
        Assert.Equal("bad.OnDisable", _calls[^1]);

        _errors.Clear();
        bad.Enabled = true;
        _host.Tick(0);
        _host.Tick(0);
        Assert.True(bad.Enabled);
        bad.On.Clear();
        _host.Tick(0);
        bad.On["Update"] = () => throw new InvalidOperationException();
        _host.Tick(0);
        _host.Tick(0);
        Assert.True(bad.Enabled);
        _host.Tick(0);
        Assert.False(bad.Enabled);
        Assert.Throws<ArgumentOutOfRangeException>(() => _host.MaxFailingTicks = 0);
    }

    [Fact]
    public void A_handler_that_throws_stops_the_tick_and_leaves_the_host_usable()
    {
        Probe bad = _host.Add(New("bad"));
        bad.Once("Update", () => throw new InvalidOperationException("inner"));
        Action<VisionError> handler = e => throw new InvalidOperationException("handler", e.Exception);
        _host.Error += handler;
        Assert.Equal("handler", Assert.Throws<InvalidOperationException>(() => _host.Tick(0)).Message);
        _host.Error -= handler;
        _host.Tick(0);
        Assert.Equal("bad.LateUpdate", _calls[^1]);
        _host.Dispose();
        Assert.Equal("bad.OnDestroy", _calls[^1]);
    }

    [Fact]
    public void Ticks_do_not_nest()
    {
        Probe a = _host.Add(New("a"));
        a.On["Update"] = () => _host.Tick(0);
        a.On["LateUpdate"] = _host.Dispose;
        _host.Tick(0);
        Assert.Equal([BehaviourPhase.Update, BehaviourPhase.LateUpdate], _errors.Select(e => e.Phase));
        Assert.All(_errors, e => Assert.IsType<InvalidOperationException>(e.Exception));
    }

    [Fact]
    public void Use_from_another_thread_is_refused_until_the_host_has_moved()
    {
        Probe a = _host.Add(New("a"));
        Exception? tick = null, add = null, enable = null;
        var thread = new Thread(() =>
        {
            tick = Record.Exception(() => _host.Tick(0));
            add = Record.Exception(() => _host.Add(New("b")));
            enable = Record.Exception(() => a.Enabled = false);
            _host.MoveToThisThread();
            _host.Tick(0);
        });
        thread.Start();
        thread.Join();
        foreach (Exception? error in new[] { tick, add, enable })
        {
            Assert.IsType<InvalidOperationException>(error);
            Assert.Contains("belongs to thread", error.Message, StringComparison.Ordinal);
        }

        Expect("a.Awake", "a.OnEnable", "a.Start", "a.Update(0)", "a.LateUpdate");
        Assert.Throws<InvalidOperationException>(() => _host.Tick(0));
    }

    [Fact]
    public void A_disposed_host_says_so()
    {
        _host.Dispose();
        _host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _host.Tick(0));
        Assert.Throws<ObjectDisposedException>(() => _host.Add(New("a")));
    }

    [Fact]
    public void Ticks_allocate_nothing()
    {
        for (int i = 0; i < 5; i++)
            _host.Add(new Idle());
        _host.Tick(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            _host.Tick(0.01f);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Probe New(string name, Action<Probe>? setUp = null)
    {
        var probe = new Probe(name, _calls);
        setUp?.Invoke(probe);
        return probe;
    }

    private void Expect(params string[] calls)
    {
        Assert.Equal(calls, _calls);
        _calls.Clear();
    }

    private sealed class Idle : VisionBehaviour;

    private sealed class Probe(string name, List<string> calls) : VisionBehaviour
    {
        public Dictionary<string, Action> On { get; } = [];

        public void Once(string phase, Action action) => On[phase] = () =>
        {
            On.Remove(phase);
            action();
        };

        protected override void Awake() => Note("Awake");

        protected override void OnEnable() => Note("OnEnable");

        protected override void Start() => Note("Start");

        protected override void Update(float deltaTime) =>
            Note("Update", FormattableString.Invariant($"({deltaTime})"));

        protected override void LateUpdate() => Note("LateUpdate");

        protected override void OnDisable() => Note("OnDisable");

        protected override void OnDestroy() => Note("OnDestroy");

        private void Note(string phase, string suffix = "")
        {
            calls.Add($"{name}.{phase}{suffix}");
            On.GetValueOrDefault(phase)?.Invoke();
        }
    }
}
