using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Execution;

namespace VisionPlugin.Tests.Components;

public sealed class RegionClassifierBehaviourTests : IDisposable
{
    private const int Layers = 12;
    private static readonly TestPicture Picture = TestPicture.Random(60, 40, 7);

    private readonly ManualClock _clock = new();
    private readonly TimedBackend _backend;
    private readonly VisionHost _host;
    private readonly List<VisionError> _errors = [];

    public RegionClassifierBehaviourTests()
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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(19, 4)]
    public void Objects_go_through_in_batches_and_within_the_budget(int count, int runs)
    {
        VisionModel model = DeepModel.Classifier(Layers);
        RegionClassifierBehaviour classifier = Ready(model);
        Assert.Equal(RegionClassifier.LargestBatch, classifier.BatchSize);
        Detection[] objects = Objects(count);
        for (int frame = 1; frame <= 2; frame++)
        {
            Assert.True(classifier.Process(Picture.Frame, objects, TimeSpan.FromSeconds(frame)));
            Assert.False(classifier.Process(Picture.Frame, objects, TimeSpan.FromSeconds(9)));
            Finish(classifier, frame, longest: frame == 1 ? 4 : 3);
            Assert.Equal(TimeSpan.FromMilliseconds(runs * Layers), classifier.Timings.Infer);
            Assert.Equal(frame, classifier.ResultsTime.TotalSeconds);
        }

        using var direct = new RegionClassifier(model, _backend);
        Assert.Equal(direct.Process(Picture.Frame, objects).ToArray(), classifier.Results.ToArray());
        Assert.Empty(_errors);
    }

    [Fact]
    public void Results_stay_until_the_next_ones_and_a_disabled_behaviour_gives_its_frame_up()
    {
        RegionClassifierBehaviour classifier = Ready(DeepModel.Classifier(Layers));
        classifier.Process(Picture.Frame, Objects(3), TimeSpan.FromSeconds(1));
        Finish(classifier, 1, 4);
        Classification[] first = classifier.Results.ToArray();

        classifier.Process(Picture.Frame, Objects(9), TimeSpan.FromSeconds(2));
        _host.Tick(0.016f);
        Assert.Equal(FrameBehaviourState.Running, classifier.State);
        Assert.Equal(first, classifier.Results.ToArray());
        classifier.Enabled = false;
        Assert.False(classifier.Process(Picture.Frame, Objects(1), TimeSpan.FromSeconds(3)));
        classifier.Enabled = true;

        Assert.Equal(FrameBehaviourState.Idle, classifier.State);
        classifier.Process(Picture.Frame, Objects(2), TimeSpan.FromSeconds(4));
        Finish(classifier, 2, 4);
        Assert.Equal(2, classifier.Results.Length);
        Assert.Equal(1, classifier.ResultsCount - 1);
    }

    [Fact]
    public void Nothing_is_allocated_once_as_many_objects_were_seen()
    {
        using var backend = new CpuBackend();
        using var host = new VisionHost(TimeSpan.FromMilliseconds(50));
        var classifier = host.Add(new RegionClassifierBehaviour(new ModelAsset(DeepModel.Classifier(3)), backend));
        while (classifier.State == FrameBehaviourState.Loading)
            host.Tick(0.016f);
        Detection[] objects = Objects(21);
        Run(20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(60);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int frames)
        {
            for (int i = 0; i < frames; i++)
            {
                long seen = classifier.ResultsCount;
                classifier.Process(Picture.Frame, objects.AsSpan(0, 1 + (i % objects.Length)), TimeSpan.Zero);
                while (classifier.ResultsCount == seen)
                    host.Tick(0.016f);
            }
        }
    }

    [Fact]
    public void A_model_for_another_task_and_errors_of_a_run_are_told()
    {
        var wrong = _host.Add(new RegionClassifierBehaviour(new ModelAsset(DeepModel.Detector(2)), _backend));
        _host.Tick(0.016f);
        Assert.Equal(FrameBehaviourState.Failed, wrong.State);
        Assert.Contains("not to classify", Assert.Single(_errors).Exception.Message, StringComparison.Ordinal);

        RegionClassifierBehaviour classifier = Ready(DeepModel.Classifier(Layers));
        classifier.Process(Picture.Frame, Objects(2), TimeSpan.FromSeconds(1));
        _backend.NextError = new InvalidOperationException("planted");
        _host.Tick(0.016f);
        Assert.Equal("planted", _errors[^1].Exception.Message);
        Assert.Equal(FrameBehaviourState.Idle, classifier.State);
        classifier.Process(Picture.Frame, Objects(2), TimeSpan.FromSeconds(2));
        Finish(classifier, 1, 4);
    }

    private static Detection[] Objects(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Detection(0, 1, new Box(i, i / 2, i + 20, (i / 2) + 20)))];

    private RegionClassifierBehaviour Ready(VisionModel model)
    {
        var classifier = _host.Add(new RegionClassifierBehaviour(new ModelAsset(model), _backend));
        Assert.Equal(0, classifier.BatchSize);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (classifier.State == FrameBehaviourState.Loading)
        {
            _host.Tick(0.016f);
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "It does not become ready.");
            // Batches are tried out by a thread of the pool.
            Thread.Yield();
        }

        Assert.Equal(FrameBehaviourState.Idle, classifier.State);
        return classifier;
    }

    private void Finish(RegionClassifierBehaviour classifier, long results, double longest)
    {
        for (int ticks = 0; classifier.ResultsCount < results; ticks++)
        {
            Assert.True(ticks < 200, "There are no results.");
            TimeSpan before = _clock.Now;
            _host.Tick(0.016f);
            Assert.InRange((_clock.Now - before).TotalMilliseconds, 0, longest);
        }
    }
}
