using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Inspect;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>The views that look inside.</summary>
[Collection(WindowCollection.Name)]
public class InspectViewTests(VirtualDisplay display)
{
    [SkippableFact]
    public void The_activation_view_shows_the_maps_of_the_layer_that_was_chosen()
    {
        using LiveWindow window = Open(ViewKind.Activations, "synthetic");
        Inspection first = Settle(window);
        Assert.Equal(("colors", 0), (first.Layer!.Value.Name, first.LayerIndex));
        byte[] colors = first.Panels[0].Rgba.ToArray();
        AssertShown(window, first.Panels[0]);

        KeyTable.Find(Silk.NET.Input.Key.Right, ViewKind.Activations)!.Do(window);
        Inspection second = Settle(window);
        Assert.Equal("masks", second.Layer!.Value.Name);
        Assert.NotEqual(colors, second.Panels[0].Rgba.ToArray());
        AssertShown(window, second.Panels[0]);

        // Left of the first layer comes the last.
        KeyTable.Find(Silk.NET.Input.Key.Left, ViewKind.Activations)!.Do(window);
        KeyTable.Find(Silk.NET.Input.Key.Left, ViewKind.Activations)!.Do(window);
        Inspection last = Settle(window);
        Assert.Equal(last.LayerCount - 1, last.LayerIndex);
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableFact]
    public void The_compare_view_shows_two_backends_and_how_far_they_are_apart()
    {
        using LiveWindow window = Open(ViewKind.Compare, Samples.Astronaut);
        Inspection inspection = Settle(window);

        Assert.Equal(["CPU", "GPU", "difference"], inspection.Captions);
        Assert.InRange(inspection.MaxError, 1e-9, 1e-3);
        Assert.True(inspection.MaxValue > 1);
        Assert.True(Difference(inspection.Panels[0], inspection.Panels[1]) < 1);
        Assert.True(Difference(inspection.Panels[0], inspection.Panels[2]) > 20);
        AssertShown(window, inspection.Panels[1]);
        AssertShown(window, inspection.Panels[2]);
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableFact]
    public void The_filter_view_convolves_with_the_kernel_that_is_shown()
    {
        using LiveWindow window = Open(ViewKind.Filter, Samples.Astronaut);
        AssertFiltered(Settle(window), window);

        // The same picture once more, with a kernel of the user's.
        window.Session.Inspect.Change(s => s with { Kernel = [0, 0, 0, 0, 0.5f, 0, 0, 0, 0.5f] });
        AssertFiltered(Settle(window), window);
        window.Session.Inspect.Change(s => s with { Kernel = KernelPreset.All[^1].Values });
        Inspection same = Settle(window);
        Assert.Equal(same.Panels[0].Rgba.ToArray(), same.Panels[1].Rgba.ToArray());
        AssertShown(window, same.Panels[1]);
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableTheory]
    [InlineData("activations")]
    [InlineData("compare")]
    [InlineData("filter")]
    public void The_program_begins_with_the_view_that_was_asked_for(string view)
    {
        using var folder = new TempFolder();
        string name = display.Require("libglfw.so.3");
        (int code, string error) = LiveWindowTests.Run(
            name, "demo", "--source", "synthetic", "--backend", "cpu", "--view", view, "--frames", "5", "--size",
                "640x480", "--screenshot", folder["view.png"], "--gl-debug");
        Assert.Equal((0, ""), (code, error));
        TestPicture shown = TestPicture.Load(folder["view.png"]);
        LiveWindowTests.Run(
            name, "demo", "--source", "synthetic", "--backend", "cpu", "--frames", "5", "--size", "640x480",
                "--screenshot", folder["video.png"]);
        TestPicture video = TestPicture.Load(folder["video.png"]);
        int different = Enumerable.Range(0, shown.Rgba.Length).Count(i => Math.Abs(shown.Rgba[i] - video.Rgba[i]) > 30);
        Assert.True(different > shown.Rgba.Length / 20, $"{different} of {shown.Rgba.Length}");
    }

    private LiveWindow Open(ViewKind view, string source)
    {
        LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Source = source, View = view });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "objects");
        if (source == "synthetic")
            window.Session.TogglePause();
        return window;
    }

    // Two frames more: the first may ask for pictures of another size.
    private static Inspection Settle(LiveWindow window)
    {
        for (int i = 0; i < 2; i++)
        {
            window.RunFrames(2);
            window.RunUntil(() => window.Session.Inspect.IsUpToDate(window.Session.FrameNumber), "an inspection");
        }

        window.RunUntil(() => window.Messages.Messages.Count == 0, "no messages");
        window.RunFrames(1);
        return window.Session.Inspect.Shown!;
    }

    // The panel's middle rows are somewhere on the screen as they are.
    private void AssertShown(LiveWindow window, Panel panel)
    {
        TestPicture screen = display.Capture();
        int middle = panel.Height / 2, length = panel.Width / 2;
        ReadOnlySpan<byte> row = panel.Rgba.Slice(4 * ((middle * panel.Width) + (panel.Width / 4)), 4 * length);
        for (int y = 0; y < window.Window.Size.Y; y++)
        {
            for (int x = 0; x + length <= window.Window.Size.X; x++)
            {
                if (screen.Rgba.AsSpan(4 * ((y * screen.Width) + x), 4 * length).SequenceEqual(row))
                    return;
            }
        }

        Assert.Fail("The picture is not on the screen.");
    }

    private static double Difference(Panel a, Panel b)
    {
        double sum = 0;
        for (int i = 0; i < a.Rgba.Length; i++)
            sum += Math.Abs(a.Rgba[i] - b.Rgba[i]);
        return sum / a.Rgba.Length;
    }

    // By hand, from the picture before, whose numbers were rounded to be shown.
    private static void AssertFiltered(Inspection inspection, LiveWindow window)
    {
        Panel before = inspection.Panels[0], after = inspection.Panels[1];
        IReadOnlyList<float> kernel = window.Session.Inspect.Settings.Kernel;
        float offset = Math.Abs(kernel.Sum()) < 0.01f ? 128 : 0, tolerance = (0.5f * kernel.Sum(Math.Abs)) + 2;
        for (int y = 1; y < before.Height - 1; y += 7)
        {
            for (int x = 1; x < before.Width - 1; x += 5)
            {
                float sum = offset;
                for (int k = 0; k < 9; k++)
                    sum += kernel[k] * before.Rgba[4 * (((y + (k / 3) - 1) * before.Width) + x + (k % 3) - 1)];
                Assert.InRange(after.Rgba[4 * ((y * after.Width) + x)], Math.Clamp(sum, 0, 255) - tolerance,
                    Math.Clamp(sum, 0, 255) + tolerance);
            }
        }
    }
}
