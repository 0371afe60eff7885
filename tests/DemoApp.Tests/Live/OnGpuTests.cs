using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>Networks in the window's own context.</summary>
[Collection(WindowCollection.Name)]
public class OnGpuTests(VirtualDisplay display)
{
    private static readonly LiveOptions Options = TestWindows.Options with { Backend = "gpu" };

    [SkippableFact]
    public void Frames_are_uploaded_once_and_their_pixels_go_nowhere_else()
    {
        using LiveWindow window = TestWindows.Open(display, Options);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes");
        Assert.Equal(BackendType.GpuCompute, window.Session.Engines.Current!.BackendType);
        Assert.True(window.Session.Engines.Current.IsInLoop);
        Assert.False(window.Session.Engines.NeedPixels);
        window.RunFrames(5);
        Assert.Equal(SyntheticScene.Width, window.Session.Frame.Width);
        Assert.DoesNotContain(window.Session.Frame.Pixels, value => value != 0);
        Assert.Empty(window.Messages.Errors);
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void What_networks_cost_is_known_by_the_gpus_own_clock()
    {
        using LiveWindow window = TestWindows.Open(display, Options);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes");
        string[] parts = ["preprocess", "inference", "decode"];
        window.RunUntil(() => parts.All(part =>
            window.Statistics.Part(Array.IndexOf(FrameStatistics.PartNames, part)) > 0), "times of all parts");
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void Who_needs_the_pixels_of_a_frame_that_stands_still_gets_them_from_its_texture()
    {
        using LiveWindow window = TestWindows.Open(display, Options);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes");
        window.Session.TogglePause();
        window.RunFrames(2);
        double time = window.Session.Frame.Stamp.Time.TotalSeconds;

        window.Session.NextBackend();
        window.RunUntil(() => window.Session.Engines.Current!.BackendType == BackendType.Cpu, "the CPU");
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes again");

        foreach (var found in window.Session.Findings!.Objects)
        {
            Decoding.Box box = SyntheticScene.BoxOf(found.Detection.ClassId, time);
            Assert.True(box.IoU(found.Detection.Box) > 0.9f, $"{found.Detection} is not at {box}");
        }

        window.Session.View = ViewKind.Filter;
        window.RunUntil(() => window.Session.Inspect.Shown is not null, "a filtered picture");
        Assert.Empty(window.Messages.Errors);
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void Faces_get_their_expressions_in_batches_from_the_texture()
    {
        using LiveWindow window = TestWindows.Open(display, Options with { Source = Samples.Astronaut });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: 1 }, "a face");
        Assert.Equal("happy", window.Session.Findings!.Labels[window.Session.Findings.Objects[0].Label]);

        // With a lower threshold there are more of them, of which each is looked at.
        for (int i = 0; i < 10; i++)
            window.Session.ChangeConf(-0.05f);
        window.RunUntil(() => window.Session.Findings!.FrameNumber == window.Session.FrameNumber, "the same again");
        Assert.All(window.Session.Findings!.Objects.ToArray(), o => Assert.True(o.Score > 0.14f && o.Score <= 1));
        Assert.False(window.Session.Engines.NeedPixels);
        Assert.Empty(window.Messages.Errors);
        Assert.Empty(window.GlErrors);
    }
}
