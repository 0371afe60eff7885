using VisionPlugin.Components;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Execution;

namespace VisionPlugin.Tests.Components;

public sealed class ActivationViewBehaviourTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StagedBackend _backend;
    private readonly VisionHost _host;
    private readonly ActivationViewBehaviour _behaviour;

    public ActivationViewBehaviourTests()
    {
        _backend = new StagedBackend(_clock);
        _host = new VisionHost(TimeSpan.FromMilliseconds(2.5), _clock);
        _behaviour = _host.Add(new ActivationViewBehaviour(new ModelAsset(DeepModel.Classifier(6)), _backend, "x4"));
    }

    public void Dispose()
    {
        _host.Dispose();
        _backend.Dispose();
        Assert.Equal(_backend.Preparations.Begun, _backend.Preparations.Ended);
    }

    [Fact]
    public void It_shows_layers_of_frames()
    {
        Assert.Throws<InvalidOperationException>(() => { _ = _behaviour.SelectAsync("x1"); });
        _behaviour.Prepare();
        Assert.Equal(8 * 8 * 3, Show());
        Assert.True(_behaviour.SelectAsync("x4").IsCompletedSuccessfully);
        Assert.Throws<ArgumentException>(() => { _ = _behaviour.SelectAsync("x9"); });
        Await(_behaviour.SelectAsync("y"));
        Assert.Equal("y", _behaviour.View!.Layer.Name);
        Assert.Equal(FrameBehaviourState.Idle, _behaviour.State);
        Assert.Equal(4, Show());
        byte[] pixels = new byte[4 * 20 * 5];
        _behaviour.View.Range = ActivationRange.Layer;
        _behaviour.View.Draw(pixels, 20, 5);
        Assert.Contains(pixels, p => p is not 0 and not 40 and not 255);
    }

    [Fact]
    public void The_layer_before_is_shown_while_the_next_is_prepared_and_no_tick_takes_too_long()
    {
        _behaviour.Prepare();
        Show();
        Task next = _behaviour.SelectAsync("y");
        Assert.Equal("x4", _behaviour.View!.Layer.Name);
        long before = _behaviour.ResultsCount;
        int ticks = 0;
        while (!next.IsCompleted)
        {
            Assert.Equal("x4", _behaviour.View.Layer.Name);
            if (_behaviour.State == FrameBehaviourState.Idle)
                Assert.True(_behaviour.Process(DeepModel.White().Frame, default));
            TimeSpan start = _clock.Now;
            _host.Tick(0);
            Assert.InRange((_clock.Now - start).TotalMilliseconds, 0, 4.5);
            ticks++;
        }

        Assert.True(next.IsCompletedSuccessfully);
        Assert.True(ticks > 3, $"{ticks} ticks");
        Assert.True(_behaviour.ResultsCount > before, "No frame came through meanwhile.");
        Assert.Equal("y", _behaviour.View.Layer.Name);
        Assert.Equal(4, Show());
    }

    [Fact]
    public void Who_chooses_again_gives_up_what_was_chosen_before()
    {
        _behaviour.Prepare();
        Task first = _behaviour.SelectAsync("y");
        _host.Tick(0);
        Task second = _behaviour.SelectAsync("x2");
        Await(second);
        Assert.True(first.IsCanceled);
        Assert.Equal("x2", _behaviour.View!.Layer.Name);
        Task third = _behaviour.SelectAsync("y");
        Assert.True(_behaviour.SelectAsync("x2").IsCompletedSuccessfully);
        while (!third.IsCompleted)
            _host.Tick(0);
        Assert.True(third.IsCanceled);
        Assert.Equal("x2", _behaviour.View.Layer.Name);
        Assert.Single(_host.Behaviours);
    }

    [Fact]
    public void What_cannot_be_prepared_leaves_the_layer_as_it_was()
    {
        _behaviour.Prepare();
        _backend.NextError = new InvalidOperationException("on purpose");
        Task next = _behaviour.SelectAsync("y");
        while (!next.IsCompleted)
            _host.Tick(0);
        Assert.Equal("on purpose", next.Exception!.InnerException!.Message);
        Assert.Equal(8 * 8 * 3, Show());
        Await(_behaviour.SelectAsync("y"));
        Assert.Equal(4, Show());
    }

    [Fact]
    public void Who_leaves_the_host_takes_what_is_being_prepared_along()
    {
        _behaviour.Prepare();
        Task next = _behaviour.SelectAsync("y");
        _host.Tick(0);
        _host.Remove(_behaviour);
        _host.Tick(0);
        Assert.True(next.IsCanceled);
        Assert.Empty(_host.Behaviours);
    }

    private int Show()
    {
        long before = _behaviour.ResultsCount;
        Assert.True(_behaviour.Process(DeepModel.White().Frame, default));
        while (_behaviour.ResultsCount == before)
            _host.Tick(0);
        return _behaviour.Results.Length;
    }

    private void Await(Task task)
    {
        while (!task.IsCompleted)
            _host.Tick(0);
        task.GetAwaiter().GetResult();
    }
}
