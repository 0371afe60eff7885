using VisionPlugin.ComputeShaders;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>The GPU is reset under the window.</summary>
[Collection(WindowCollection.Name)]
public class LostContextTests(VirtualDisplay display)
{
    private static readonly LiveOptions Options = TestWindows.Options with { Backend = "gpu" };

    [SkippableFact]
    public void Another_window_goes_on_where_the_first_one_broke_off()
    {
        display.Require("libglfw.so.3");
        display.UseInThisProcess();
        var notes = new List<string>();
        var windows = new List<LiveWindow>();

        IReadOnlyList<string> errors = LiveRun.Run(Options, notes.Add, window =>
        {
            if (!windows.Contains(window))
                windows.Add(window);
            if (window.Session.Findings is not { Objects.Length: SyntheticScene.Count })
                return;
            if (windows.Count == 2)
            {
                Assert.Equal(BackendType.GpuCompute, window.Session.Engines.Current!.BackendType);
                Assert.Equal("The GPU was reset.", Assert.Single(window.Messages.Errors));
                window.Session.IsLeaving = true;
            }
            else
            {
                window.Session.Overlay = OverlayStyle.Corners;
                window.Session.ChangeConf(0.05f);
                Lose(window);
            }
        });

        Assert.Equal(2, windows.Count);
        Assert.StartsWith("planted", Assert.Single(notes), StringComparison.Ordinal);
        Assert.EndsWith("The window is opened again.", notes[0], StringComparison.Ordinal);
        Assert.Equal((OverlayStyle.Corners, windows[0].Session.Conf),
            (windows[1].Session.Overlay, windows[1].Session.Conf));
        Assert.Empty(errors);
    }

    [SkippableFact]
    public void A_gpu_that_is_reset_again_and_again_ends_it_with_a_remedy()
    {
        display.Require("libglfw.so.3");
        display.UseInThisProcess();
        var notes = new List<string>();

        GpuDeviceLostException error = Assert.Throws<GpuDeviceLostException>(() =>
            LiveRun.Run(Options, notes.Add, window =>
            {
                if (window.Session.Findings is not null)
                    Lose(window);
            }));

        Assert.Contains("--backend cpu", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, notes.Count);
    }

    private static void Lose(LiveWindow window) =>
        ((GpuBackend)((ClockedBackend)window.Session.Engines.Current!.Backend).Inner).Device.MarkLost("planted");
}
