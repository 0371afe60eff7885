using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Execution;

namespace VisionPlugin.Tests.Components;

/// <summary>Preparation by a host's ticks. No thread of a test has a synchronization context of its own.</summary>
public sealed class HostWarmUpTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StagedBackend _backend;
    private readonly VisionHost _host;
    private readonly List<VisionError> _errors = [];

    public HostWarmUpTests()
    {
        _backend = new StagedBackend(_clock);
        _host = new VisionHost(TimeSpan.FromMilliseconds(2.5), _clock);
        _host.Error += _errors.Add;
    }

    public void Dispose()
    {
        _host.Dispose();
        _backend.Dispose();
    }

    [Fact]
    public void Ticks_prepare_a_worker_and_who_awaits_goes_on_between_them()
    {
        RunWithoutContext(() =>
        {
            using Worker worker = SlicedChain.Create(_backend, _clock, 3);
            var reports = new List<float>();
            bool resumed = false;
            Task waiting = Wait();
            while (!waiting.IsCompleted)
                Assert.InRange(Tick(), 0, 3);
            waiting.GetAwaiter().GetResult();
            Assert.True(resumed);
            Assert.Equal(reports.Order(), reports);
            Assert.Equal(1, reports[^1]);
            Assert.InRange(reports.Count, 4, 6);
            Assert.Empty(_host.Behaviours);
            Assert.Empty(_errors);

            async Task Wait()
            {
                int thread = Environment.CurrentManagedThreadId;
                await _host.WarmUpAsync(worker, new Report(p => reports.Add(p.Fraction)));
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                // Outside of the tick everything is allowed.
                _host.Tick(0);
                resumed = true;
            }
        });
    }

    [Fact]
    public void Cancelled_it_ends_in_the_next_tick_and_releases_what_was_made()
    {
        RunWithoutContext(() =>
        {
            using Worker worker = SlicedChain.Create(_backend, _clock, 3);
            using var source = new CancellationTokenSource();
            Task waiting = _host.WarmUpAsync(worker, cancellation: source.Token);
            while (_clock.Now == TimeSpan.Zero)
                Tick();
            source.Cancel();
            Assert.False(waiting.IsCompleted);
            Tick();
            Assert.True(waiting.IsCanceled);
            Assert.Equal((1, 1), _backend.Preparations);
            Assert.Empty(_host.Behaviours);
            Assert.Empty(_errors);
        });
    }

    [Fact]
    public void An_error_goes_to_who_awaits()
    {
        RunWithoutContext(() =>
        {
            using Worker worker = SlicedChain.Create(_backend, _clock, 3);
            _backend.NextError = new InvalidOperationException("on purpose");
            Task waiting = _host.WarmUpAsync(worker);
            while (!waiting.IsCompleted)
                Tick();
            Assert.Equal("on purpose", waiting.Exception!.InnerException!.Message);
            Assert.Empty(_host.Behaviours);
            Assert.Empty(_errors);
        });
    }

    [Fact]
    public void A_host_that_goes_cancels_what_it_was_preparing()
    {
        RunWithoutContext(() =>
        {
            using Worker worker = SlicedChain.Create(_backend, _clock, 3);
            Task waiting = _host.WarmUpAsync(worker);
            ImageClassifierBehaviour behaviour = _host.Add(New());
            Task ofBehaviour = behaviour.WarmUpAsync();
            while (_clock.Now == TimeSpan.Zero)
                Tick();
            _host.Dispose();
            Assert.True(waiting.IsCanceled);
            Assert.True(ofBehaviour.IsCanceled);
            Assert.Equal(_backend.Preparations.Begun, _backend.Preparations.Ended);
        });
    }

    [Fact]
    public void A_behaviour_is_prepared_in_slices_and_tells_when_it_is_ready()
    {
        RunWithoutContext(() =>
        {
            ImageClassifierBehaviour behaviour = _host.Add(New());
            var reports = new List<float>();
            using var source = new CancellationTokenSource();
            Task waiting = behaviour.WarmUpAsync(new Report(p => reports.Add(p.Fraction)));
            Task impatient = behaviour.WarmUpAsync(cancellation: source.Token);
            source.Cancel();
            Tick();
            Assert.True(impatient.IsCanceled);
            while (!waiting.IsCompleted)
            {
                Assert.Equal(FrameBehaviourState.Loading, behaviour.State);
                Assert.InRange(Tick(), 0, 3);
            }

            Assert.Equal(FrameBehaviourState.Idle, behaviour.State);
            Assert.Equal(1, reports[^1]);
            Assert.True(behaviour.WarmUpAsync().IsCompletedSuccessfully);
            Assert.True(behaviour.Process(DeepModel.White().Frame, default));
            Assert.Equal(0, _backend.PreparedAtOnce);
        });
    }

    [Fact]
    public void Several_behaviours_are_prepared_within_one_budget()
    {
        RunWithoutContext(() =>
        {
            ImageClassifierBehaviour[] all = [.. Enumerable.Range(0, 3).Select(_ => _host.Add(New()))];
            Task waiting = Task.WhenAll(all.Select(b => b.WarmUpAsync()));
            while (!waiting.IsCompleted)
                Assert.InRange(Tick(), 0, 3);
            Assert.All(all, b => Assert.Equal(FrameBehaviourState.Idle, b.State));
        });
    }

    [Fact]
    public void A_behaviour_that_cannot_be_prepared_says_so_to_those_who_wait_and_to_those_who_come_later()
    {
        RunWithoutContext(() =>
        {
            var behaviour = _host.Add(
                new ObjectDetectorBehaviour(new ModelAsset(DeepModel.Classifier(3)), _backend));
            Task waiting = behaviour.WarmUpAsync();
            while (!waiting.IsCompleted)
                Tick();
            Assert.IsType<ModelFormatException>(waiting.Exception!.InnerException);
            Assert.IsType<ModelFormatException>(behaviour.WarmUpAsync().Exception!.InnerException);
            Assert.Single(_errors);
            Assert.Equal(_backend.Preparations.Begun, _backend.Preparations.Ended);
        });
    }

    private ImageClassifierBehaviour New() => new(new ModelAsset(DeepModel.Classifier(3)), _backend);

    // Milliseconds of a tick, of which the test waits long enough for threads of the pool.
    private double Tick()
    {
        TimeSpan start = _clock.Now;
        _host.Tick(0.016f);
        Thread.Yield();
        return (_clock.Now - start).TotalMilliseconds;
    }

    private static void RunWithoutContext(Action test)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            test();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Report(Action<WarmUpProgress> report) : IProgress<WarmUpProgress>
    {
        void IProgress<WarmUpProgress>.Report(WarmUpProgress value) => report(value);
    }
}
