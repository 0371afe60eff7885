using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>What the window shows.</summary>
[Collection(WindowCollection.Name)]
public class VideoViewTests(VirtualDisplay display)
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Boxes_are_around_the_shapes_of_the_synthetic_scene(bool tracking)
    {
        using LiveWindow window = TestWindows.Open(display);
        // It may cover an edge.
        window.Session.Hud = HudStyle.None;
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes");
        window.RunFrames(300);
        if (!tracking)
            window.Session.ToggleTracking();
        window.CatchUp();

        TestPicture picture = Capture(window);
        double time = window.Session.Frame.Stamp.Time.TotalSeconds;
        Assert.All(Enumerable.Range(0, SyntheticScene.Count), id => AssertBox(picture, SyntheticScene.BoxOf(id, time),
            Rgb.OfClass(id)));
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableFact]
    public void On_the_gpu_boxes_are_drawn_from_the_detectors_own_buffer()
    {
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Backend = "gpu" });
        window.Session.Hud = HudStyle.None;
        window.Session.ToggleTracking();
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }, "six shapes");
        Assert.NotNull(window.Session.Engines.Current!.Pipeline!.GpuResults);
        window.CatchUp();

        TestPicture picture = Capture(window);
        double time = window.Session.Frame.Stamp.Time.TotalSeconds;
        Assert.All(Enumerable.Range(0, SyntheticScene.Count), id => AssertBox(picture, SyntheticScene.BoxOf(id, time),
            Rgb.OfClass(id)));
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableFact]
    public void A_box_is_around_the_face_of_a_bundled_picture()
    {
        LiveOptions options = TestWindows.Options with { Source = Samples.Astronaut, Size = (512, 512) };
        using LiveWindow window = TestWindows.Open(display, options);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "a face");
        window.RunFrames(300);
        window.CatchUp();

        // What the command finds in the same picture.
        var found = Vision.Good("detect", Samples.Astronaut, "--model", "tiny_face_detector", "--backend", "cpu",
            "--json").Json[0].GetProperty("detections")[0];
        float[] box = [.. found.GetProperty("box").EnumerateArray().Select(n => n.GetSingle())];
        AssertBox(Capture(window), new Box(box[0], box[1], box[2], box[3]), Rgb.OfClass(0));
        Assert.Equal("happy", window.Session.Findings!.Labels[window.Session.Findings.Objects[0].Label]);
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void The_panel_is_written_where_there_is_room_and_a_line_elsewhere()
    {
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Size = (1000, 640) });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "shapes");
        window.CatchUp();
        var panel = new Box(12, 12, 260, 346);

        int full = InkOf(Capture(window), panel);
        window.Session.Hud = HudStyle.Line;
        window.RunFrames(1);
        int line = InkOf(Capture(window), new Box(8, 8, 450, 32));
        window.Session.Hud = HudStyle.None;
        window.RunFrames(1);
        int none = InkOf(Capture(window), panel);

        Assert.InRange(full, 600, 20_000);
        Assert.InRange(line, 100, 5_000);
        Assert.Equal(0, none);
    }

    private TestPicture Capture(LiveWindow window) => display.Capture(window);

    private static void AssertBox(TestPicture picture, Box expected, Rgb color)
    {
        (int x, int y) = ((int)((expected.X1 + expected.X2) / 2), (int)((expected.Y1 + expected.Y2) / 2));
        AssertNear(expected.X1, picture.MiddleOf(color, (int)expected.X1, y, 1, 0, 8), "left");
        AssertNear(expected.X2, picture.MiddleOf(color, (int)expected.X2, y, 1, 0, 8), "right");
        AssertNear(expected.Y1, picture.MiddleOf(color, x, (int)expected.Y1, 0, 1, 8), "top");
        AssertNear(expected.Y2, picture.MiddleOf(color, x, (int)expected.Y2, 0, 1, 8), "bottom");

        void AssertNear(float wanted, float? found, string edge) => Assert.True(
            found is { } at && Math.Abs(at - wanted) <= 2,
                $"The {edge} edge of {expected} in {color} is at {found?.ToString() ?? "no place"}.");
    }

    // Bright pixels without colour: letters.
    private static int InkOf(TestPicture picture, Box area)
    {
        int ink = 0;
        for (int y = (int)area.Y1; y < area.Y2; y++)
        {
            for (int x = (int)area.X1; x < area.X2; x++)
            {
                ReadOnlySpan<byte> pixel = picture.Rgba.AsSpan(4 * ((y * picture.Width) + x), 3);
                ink += pixel[0] > 190 && pixel[1] > 190 && pixel[2] > 190 ? 1 : 0;
            }
        }

        return ink;
    }
}
