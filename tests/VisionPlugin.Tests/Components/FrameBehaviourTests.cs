using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Execution;

namespace VisionPlugin.Tests.Components;

public sealed class FrameBehaviourTests : IDisposable
{
    private const int Layers = 12;

    private readonly ManualClock _clock = new();
    private readonly TimedBackend _backend;
    private readonly VisionHost _host;
    private readonly FrameMailbox _camera = new();
    private readonly List<VisionError> _errors = [];

    public FrameBehaviourTests()
    {
        _backend = new TimedBackend(_clock);
        _host = new VisionHost(TimeSpan.FromMilliseconds(3), _clock);
        _host.Error += _errors.Add;
    }

    public void Dispose()
    {
        _host.Dispose();
        _backend.Dispose();
    }

    [Fact]
    public void Work_on_a_frame_is_spread_over_ticks_of_at_most_the_budget_and_one_step()
    {
        VisionModel model = DeepModel.Detector(Layers);
        ObjectDetectorBehaviour detector =
            _host.Add(new ObjectDetectorBehaviour(new ModelAsset(model), _backend) { Source = _camera });
        detector.Prepare();
        var times = new List<TimeSpan>();
        detector.ResultsReady += d => times.Add(d.ResultsTime);
        Assert.Equal(FrameBehaviourState.Idle, detector.State);
        Tick();
        Assert.True(detector.Results.IsEmpty);

        for (int frame = 1; frame <= 4; frame++)
        {
            _camera.Post(DeepModel.White().Frame, TimeSpan.FromSeconds(frame));
            int ticks = 0;
            while (times.Count < frame)
            {
                double elapsed = Tick();
                Assert.InRange(elapsed, 0, frame == 1 ? 4 : 3);
                Assert.True(++ticks <= 6, $"{ticks} ticks for frame {frame}");
                if (times.Count < frame)
                    Assert.Equal(FrameBehaviourState.Running, detector.State);
            }
        }

        Assert.Equal([1, 2, 3, 4], times.Select(t => t.TotalSeconds));
        Assert.Equal(4, detector.ResultsCount);
        Assert.Equal(TimeSpan.FromMilliseconds(Layers), detector.Timings.Infer);
        using var direct = new ObjectDetector(model, _backend);
        Assert.Equal(direct.Process(DeepModel.White().Frame).ToArray(), detector.Results.ToArray());
        Assert.Empty(_errors);
    }

    [Fact]
    public void Frames_that_come_too_fast_are_dropped_and_the_latest_one_is_taken()
    {
        ImageClassifierBehaviour classifier = Classifier();
        var times = new List<double>();
        classifier.ResultsReady += c => times.Add(c.ResultsTime.TotalMilliseconds);
        for (int i = 0; i < 40; i++)
        {
            _camera.Post(DeepModel.White().Frame, TimeSpan.FromMilliseconds(i));
            Tick();
        }

        Assert.InRange(times.Count, 8, 10);
        Assert.Equal(times.Order(), times);
        Assert.Equal(times.Count, times.Distinct().Count());
    }

    [Fact]
    public void Process_takes_a_frame_when_idle_and_drops_it_when_busy()
    {
        ImageClassifierBehaviour classifier = New(new ImageClassifierBehaviour(Asset(), _backend, top: 2));
        Assert.False(classifier.Process(DeepModel.White().Frame, default));
        classifier.Prepare();
        TestPicture picture = TestPicture.Random(8, 8, 3);
        Assert.True(classifier.Process(picture.Frame, TimeSpan.FromSeconds(7)));
        Assert.False(classifier.Process(DeepModel.White().Frame, default));
        while (classifier.ResultsCount == 0)
            Tick();
        Assert.Equal(TimeSpan.FromSeconds(7), classifier.ResultsTime);
        using var direct = new ImageClassifier(DeepModel.Classifier(Layers), _backend, 2);
        Assert.Equal(direct.Process(picture.Frame).ToArray(), classifier.Results.ToArray());
        classifier.Enabled = false;
        Assert.False(classifier.Process(picture.Frame, default));
        _host.Remove(classifier);
        Assert.False(classifier.Process(picture.Frame, default));
    }

    [Fact]
    public void Results_stay_while_the_next_frame_is_under_way()
    {
        var asset = new ModelAsset(DeepModel.Embedder(Layers));
        FeatureEmbedderBehaviour embedder =
            _host.Add(new FeatureEmbedderBehaviour(asset, _backend) { Source = _camera });
        embedder.Prepare();
        _camera.Post(DeepModel.White().Frame, TimeSpan.FromSeconds(1));
        while (embedder.ResultsCount == 0)
            Tick();
        float[] first = embedder.Results.ToArray();
        Assert.Contains(first, x => x != 0);
        _camera.Post(TestPicture.Random(8, 8, 5).Frame, TimeSpan.FromSeconds(2));
        while (embedder.ResultsCount == 1)
        {
            Assert.Equal(first, embedder.Results.ToArray());
            Assert.Equal(TimeSpan.FromSeconds(1), embedder.ResultsTime);
            Tick();
        }

        Assert.NotEqual(first, embedder.Results.ToArray());
    }

    [Fact]
    public void Several_share_the_budget_and_all_of_them_get_on()
    {
        _backend.Cost = step => step % 5 == 0 ? 4 : 0.5;
        FrameBehaviour<Classification>[] all =
            [.. Enumerable.Range(0, 3).Select(_ => Classifier())];
        for (int i = 0; i < 200; i++)
        {
            _camera.Post(DeepModel.White().Frame, default);
            double elapsed = Tick();
            Assert.InRange(elapsed, 0, 3 + 4);
        }

        Assert.InRange(all.Min(b => b.ResultsCount), 0.7 * all.Max(b => b.ResultsCount), 200);
        Assert.InRange(all.Sum(b => b.ResultsCount), 25, 200);
    }

    [Fact]
    public void With_a_longest_latency_the_slices_grow()
    {
        _backend.Cost = _ => 0.9;
        ImageClassifierBehaviour classifier = Classifier();
        // The first time nothing is known, so that converting and decoding have ticks of their own.
        Assert.Equal(1 + 3 + 1, TicksOfOneFrame());
        Assert.Equal(4, TicksOfOneFrame());
        classifier.MaxLatency = TimeSpan.FromMilliseconds(35);
        Assert.Equal(2, TicksOfOneFrame());

        int TicksOfOneFrame()
        {
            _camera.Post(DeepModel.White().Frame, default);
            long before = classifier.ResultsCount;
            int ticks = 0;
            for (; classifier.ResultsCount == before; ticks++)
                _clock.Advance(16 - Tick());
            return ticks;
        }
    }

    [Fact]
    public void Results_that_took_longer_than_they_may_are_counted()
    {
        ImageClassifierBehaviour classifier = Classifier();
        var late = new List<bool>();
        classifier.ResultsReady += c => late.Add(c.ResultsAreLate);
        Look(null);
        Assert.True(classifier.ResultsLatency > TimeSpan.FromMilliseconds(48));
        Look(40);
        Assert.InRange(classifier.ResultsLatency.TotalMilliseconds, 12, 40);
        Assert.Equal(0, classifier.LateCount);
        // Twelve milliseconds of layers.
        Look(10);
        Assert.Equal(1, classifier.LateCount);
        Look(null);
        Look(1000);
        Assert.Equal(1, classifier.LateCount);
        Assert.Equal([false, false, true, false, false], late);

        void Look(double? maxLatency)
        {
            classifier.MaxLatency = maxLatency is { } time ? TimeSpan.FromMilliseconds(time) : null;
            _camera.Post(DeepModel.White().Frame, default);
            long before = classifier.ResultsCount;
            while (classifier.ResultsCount == before)
                _clock.Advance(16 - Tick());
        }
    }

    [Fact]
    public void On_a_device_it_is_prepared_on_the_hosts_thread_and_outputs_are_awaited_without_blocking()
    {
        (_backend.DeviceCosts, _backend.Cost, _backend.ReadbackPolls) = (_ => 1, _ => 0.01, 3);
        ImageClassifierBehaviour classifier = New(new ImageClassifierBehaviour(Asset(), _backend) { Source = _camera });
        _camera.Post(DeepModel.White().Frame, default);
        while (classifier.State == FrameBehaviourState.Loading)
            Tick();
        Assert.Equal([Environment.CurrentManagedThreadId], _backend.PreparedOn);
        int ticks = 0;
        for (; classifier.ResultsCount == 0 && ticks < 20; ticks++)
            Assert.InRange(Tick(), 0, 0.1);
        // The conversion, twelve layers, three a tick, and three ticks more until the outputs have arrived.
        Assert.Equal(1 + 4 + 3, ticks);
        Assert.Empty(_errors);
    }

    [Fact]
    public void Elsewhere_it_is_prepared_beside_the_ticks()
    {
        ImageClassifierBehaviour classifier = New(new ImageClassifierBehaviour(Asset(), _backend));
        Tick();
        classifier.Prepare();
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, _backend.PreparedOn);
        Assert.Single(_backend.PreparedOn);
    }

    [Fact]
    public void A_model_that_cannot_be_used_is_one_error_and_no_more()
    {
        string missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "no.onnx");
        ObjectDetectorBehaviour absent = New(new ObjectDetectorBehaviour(ModelAsset.Load(missing), _backend));
        ObjectDetectorBehaviour wrong = New(new ObjectDetectorBehaviour(Asset(), _backend) { Source = _camera });
        SpinWait.SpinUntil(() =>
        {
            Tick();
            return absent.State == FrameBehaviourState.Failed && wrong.State == FrameBehaviourState.Failed;
        });
        for (int i = 0; i < 20; i++)
            Tick();
        Assert.Equal(2, _errors.Count);
        Assert.IsType<FileNotFoundException>(_errors.Single(e => e.Behaviour == absent).Exception);
        Assert.IsType<ModelFormatException>(_errors.Single(e => e.Behaviour == wrong).Exception);
        Assert.All(_errors, e => Assert.Equal(BehaviourPhase.Update, e.Phase));
        Assert.True(wrong.Enabled);
        Assert.False(wrong.Process(DeepModel.White().Frame, default));

        ObjectDetectorBehaviour again = New(new ObjectDetectorBehaviour(Asset(), _backend));
        Assert.Throws<ModelFormatException>(again.Prepare);
        Assert.Equal(2, _errors.Count);
    }

    [Fact]
    public void A_frame_that_fails_is_given_up_and_the_next_one_is_taken()
    {
        ImageClassifierBehaviour classifier = Classifier();
        _camera.Post(DeepModel.White().Frame, TimeSpan.FromSeconds(1));
        Tick();
        _backend.NextError = new InvalidOperationException("on purpose");
        Tick();
        Assert.Equal("on purpose", Assert.Single(_errors).Exception.Message);
        Assert.Equal(FrameBehaviourState.Idle, classifier.State);
        _camera.Post(DeepModel.White().Frame, TimeSpan.FromSeconds(2));
        while (classifier.ResultsCount == 0)
            Tick();
        Assert.Equal(TimeSpan.FromSeconds(2), classifier.ResultsTime);
        Assert.Single(_errors);
    }

    [Fact]
    public void A_handler_of_results_that_throws_is_an_error_too()
    {
        ImageClassifierBehaviour classifier = Classifier();
        classifier.ResultsReady += _ => throw new InvalidOperationException("handler");
        for (int i = 1; i <= 2; i++)
        {
            _camera.Post(DeepModel.White().Frame, default);
            while (classifier.ResultsCount < i)
                Tick();
        }

        Assert.Equal(["handler", "handler"], _errors.Select(e => e.Exception.Message));
    }

    [Fact]
    public void Disabled_it_gives_up_its_frame()
    {
        ImageClassifierBehaviour classifier = Classifier();
        _camera.Post(DeepModel.White().Frame, default);
        Tick();
        Assert.Equal(FrameBehaviourState.Running, classifier.State);
        classifier.Enabled = false;
        Assert.Equal(FrameBehaviourState.Idle, classifier.State);
        for (int i = 0; i < 10; i++)
            Assert.Equal(0, Tick());
        classifier.Enabled = true;
        for (int i = 0; i < 10; i++)
            Tick();
        Assert.Equal(0, classifier.ResultsCount);
    }

    [Fact]
    public void Options_may_be_set_before_and_after_the_model_is_loaded()
    {
        ObjectDetectorBehaviour detector = New(
            new ObjectDetectorBehaviour(new ModelAsset(DeepModel.Detector(2)), _backend)
            {
                Options = new DetectionOptions { MaxDet = 3 },
            });
        detector.Prepare();
        Assert.Equal(3, Found());
        detector.Options = new DetectionOptions { MaxDet = 1 };
        Assert.Equal(1, Found());
        detector.Options = null;
        Assert.Equal(4, Found());

        int Found()
        {
            long before = detector.ResultsCount;
            Assert.True(detector.Process(DeepModel.White().Frame, default));
            while (detector.ResultsCount == before)
                Tick();
            return detector.Results.Length;
        }
    }

    [Fact]
    public void Everything_is_released_even_if_the_host_goes_while_the_network_is_prepared()
    {
        using var backend = new CountingBackend();
        for (int i = 0; i < 5; i++)
        {
            using var host = new VisionHost();
            host.Add(new ImageClassifierBehaviour(Asset(), backend));
            ImageClassifierBehaviour ready = host.Add(new ImageClassifierBehaviour(Asset(), backend));
            host.Tick(0);
            ready.Prepare();
        }

        Assert.InRange(backend.Prepared, 5, 10);
        Assert.Equal(0, backend.Alive);
    }

    [Fact]
    public void Ticks_allocate_nothing()
    {
        using var backend = new CpuBackend(1);
        // One step a tick, whatever the machine makes of it.
        using var host = new VisionHost(TimeSpan.Zero);
        ModelAsset first = new(DeepModel.Detector(4)), second = new(DeepModel.Classifier(4));
        var detector = host.Add(new ObjectDetectorBehaviour(first, backend) { Source = _camera });
        var classifier = host.Add(new ImageClassifierBehaviour(second, backend) { Source = _camera });
        detector.Prepare();
        classifier.Prepare();
        TestPicture picture = DeepModel.White();
        Run(50);
        long results = detector.ResultsCount + classifier.ResultsCount, before = GC.GetAllocatedBytesForCurrentThread();
        Run(50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(detector.ResultsCount + classifier.ResultsCount > results);

        void Run(int ticks)
        {
            for (int i = 0; i < ticks; i++)
            {
                _camera.Post(picture.Frame, default);
                host.Tick(0.016f);
            }
        }
    }

    [Theory]
    [InlineData("face_expression")]
    [InlineData("face_recognition")]
    [InlineData("selfie")]
    [InlineData("tiny_face_detector")]
    public void Models_that_ship_give_in_slices_what_they_give_at_once(string name)
    {
        string path = Path.Combine(TestData.Repository, "models", name, name + ".onnx");
        TestPicture picture =
            TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        using var backend = new CpuBackend();
        using var host = new VisionHost(TimeSpan.Zero);
        ModelAsset asset = ModelAsset.Load(path);
        int ticks = 0;
        switch (name)
        {
            case "face_expression":
                ImageClassifierBehaviour classifier = host.Add(new ImageClassifierBehaviour(asset, backend));
                Run(classifier);
                using (var direct = new ImageClassifier(asset.Value, backend))
                    Assert.Equal(direct.Process(picture.Frame).ToArray(), classifier.Results.ToArray());
                break;
            case "face_recognition":
                FeatureEmbedderBehaviour embedder = host.Add(new FeatureEmbedderBehaviour(asset, backend));
                Run(embedder);
                using (var direct = new FeatureEmbedder(asset.Value, backend))
                {
                    Assert.Equal(128, direct.Length);
                    Assert.Equal(direct.Process(picture.Frame).ToArray(), embedder.Results.ToArray());
                }

                break;
            case "selfie":
                SegmenterBehaviour segmenter = host.Add(new SegmenterBehaviour(asset, backend));
                Assert.Null(segmenter.Mask);
                Run(segmenter);
                using (var direct = new Segmenter(asset.Value, backend))
                    Assert.True(direct.Process(picture.Frame).Values.SequenceEqual(segmenter.Results));
                Assert.Equal((picture.Width, picture.Height), (segmenter.Mask!.Width, segmenter.Mask.Height));
                break;
            default:
                ObjectDetectorBehaviour detector = host.Add(new ObjectDetectorBehaviour(asset, backend));
                Run(detector);
                using (var direct = new ObjectDetector(asset.Value, backend))
                    Assert.Equal(direct.Process(picture.Frame).ToArray(), detector.Results.ToArray());
                break;
        }

        void Run<TResult>(FrameBehaviour<TResult> behaviour)
        {
            behaviour.Prepare();
            Assert.True(behaviour.Process(picture.Frame, TimeSpan.FromSeconds(3)));
            for (; behaviour.ResultsCount == 0; ticks++)
                host.Tick(0.016f);
            Assert.True(ticks > 5, $"{ticks} ticks of one step each");
            Assert.False(behaviour.Results.IsEmpty);
        }
    }

    private static ModelAsset Asset() => new(DeepModel.Classifier(Layers));

    private T New<T>(T behaviour)
        where T : VisionBehaviour
        => _host.Add(behaviour);

    // Ready for the camera's frames.
    private ImageClassifierBehaviour Classifier()
    {
        ImageClassifierBehaviour classifier =
            _host.Add(new ImageClassifierBehaviour(Asset(), _backend) { Source = _camera });
        classifier.Prepare();
        return classifier;
    }

    // Milliseconds that a tick took.
    private double Tick()
    {
        TimeSpan start = _clock.Now;
        _host.Tick(0.016f);
        double elapsed = (_clock.Now - start).TotalMilliseconds;
        Assert.Equal(elapsed, _host.Budget.Spent.TotalMilliseconds, 1e-9);
        return elapsed;
    }
}
