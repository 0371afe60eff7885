using Silk.NET.Maths;
using Silk.NET.Windowing;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>How the window lives.</summary>
[Collection(WindowCollection.Name)]
public class LiveWindowTests(VirtualDisplay display)
{
    [SkippableFact]
    public void It_does_not_wait_for_a_slow_network_and_says_how_old_the_boxes_are()
    {
        using LiveWindow window = TestWindows.Open(display,
            TestWindows.Options with { Slow = TimeSpan.FromMilliseconds(500) });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "the first boxes");
        (long drawn, long seen) = (window.FramesDrawn, window.Session.Findings!.FrameNumber);
        TimeSpan start = CaptureClock.Now;

        window.RunUntil(() => window.Session.Findings!.FrameNumber > seen + 1
            && CaptureClock.Now - start > TimeSpan.FromSeconds(1), "the next boxes");

        // Each result takes half a second; a window that waited would draw two frames in it.
        Assert.True(window.FramesDrawn - drawn > 5,
            $"{window.FramesDrawn - drawn} frames in {(CaptureClock.Now - start).TotalSeconds:0.0} s");
        window.RunFrames(20);
        Assert.True(window.Statistics.Age > 400, $"{window.Statistics.Age} ms");
    }

    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public void The_video_view_allocates_nothing_over_five_thousand_frames(string backend)
    {
        using LiveWindow window = TestWindows.Open(
            display, TestWindows.Options with { Size = (160, 120), Backend = backend });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: SyntheticScene.Count }
            && window.Messages.Messages.Count == 0, "a steady state");
        window.RunFrames(200);

        long memory = Environment.WorkingSet;
        var allocated = new List<(int Frame, long Bytes)>(100);
        for (int i = 0; i < 5000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            window.Turn();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes > 0)
                allocated.Add((i, bytes));
        }

        Assert.Empty(allocated);
        Assert.True(Environment.WorkingSet - memory < 200 << 20, $"{(Environment.WorkingSet - memory) >> 20} MiB more");
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void It_follows_its_size_and_goes_on_when_minimised()
    {
        using LiveWindow window = TestWindows.Open(display);
        window.RunFrames(3);
        Assert.Equal((640, 480), ((int)window.PicturePlace.Width, (int)window.PicturePlace.Height));

        window.Window.Size = new Vector2D<int>(800, 300);
        window.RunUntil(() => window.Window.FramebufferSize.X == 800, "another size");
        window.RunFrames(2);
        Assert.Equal((400, 300), ((int)window.PicturePlace.Width, (int)window.PicturePlace.Height));

        window.Window.WindowState = WindowState.Minimized;
        for (int i = 0; i < 5; i++)
            Assert.True(window.Turn());
        window.Window.WindowState = WindowState.Normal;
        window.RunFrames(2);

        window.Window.Close();
        Assert.False(window.Turn());
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void Dropped_files_are_used_and_bad_ones_lose_nothing()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["broken.onnx"], "no network");
        File.Copy(Samples.Model("tiny_face_detector"), folder["faces.onnx"]);
        File.Copy(Path.ChangeExtension(Samples.Model("tiny_face_detector"), null) + ".vision.json",
            folder["faces.vision.json"]);
        File.WriteAllText(folder["text.png"], "no picture");
        using LiveWindow window = TestWindows.Open(display);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "shapes");

        window.Drop([folder["broken.onnx"]]);
        window.RunUntil(() => window.Messages.Errors.Count == 1, "an error");
        Assert.Contains("broken", window.Messages.Errors[0], StringComparison.Ordinal);
        window.RunFrames(2);
        Assert.Equal("Shapes", window.Session.Engines.Current!.Mode.Title);
        Assert.Null(window.Session.Engines.Pending);

        window.Drop([folder["faces.onnx"]]);
        window.RunUntil(() => window.Session.Engines.Current!.Mode.Title == "faces", "the dropped network");
        window.Drop([Samples.Astronaut]);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: 1 }, "the face of the dropped picture");
        window.Drop([folder["text.png"]]);
        window.RunUntil(() => window.Session.Feed.Trouble is not null, "what is wrong with the picture");
        Assert.Contains("not a picture", window.Session.Feed.Trouble!, StringComparison.Ordinal);
        Assert.Empty(window.GlErrors);
    }

    [SkippableFact]
    public void The_program_runs_for_so_many_frames_and_writes_the_last_one()
    {
        using var folder = new TempFolder();
        (int code, string error) = Run(display.Require("libglfw.so.3"),
            "demo", "--source", "synthetic", "--frames", "30", "--size", "640x480", "--screenshot", folder["last.png"],
                "--gl-debug");
        Assert.Equal((0, ""), (code, error));
        Picture picture = Picture.Load(folder["last.png"]);
        Assert.Equal((640, 480), (picture.Width, picture.Height));
    }

    [SkippableFact]
    public void A_number_of_frames_counts_from_the_first_one_of_a_video()
    {
        using var folder = new TempFolder();
        string video = Ffmpeg.Pan(folder, "pan.mp4", 10);
        (int code, string error) = Run(display.Require("libglfw.so.3"), "demo", "--source", video, "--backend", "cpu",
            "--frames", "12", "--size", "400x300", "--screenshot", folder["last.png"], "--gl-debug");
        Assert.Equal((0, ""), (code, error));
        Picture picture = Picture.Load(folder["last.png"]), astronaut = Picture.Load(Samples.Astronaut);
        // Somewhere in the pan: the middle row is one of the picture's, moved, within what the video loses.
        double best = Enumerable.Range(0, 10).Min(i => Enumerable.Range(0, 200).Average(x => Math.Abs(
            picture.Rgba[4 * ((250 * picture.Width) + x)] - astronaut.Rgba[4 * ((250 * astronaut.Width) + x + (2 * i))])));
        Assert.True(best < 8, $"{best}");
    }

    [SkippableFact]
    public void Without_a_display_a_window_that_was_asked_for_is_one_line()
    {
        display.Require("libglfw.so.3");
        (int code, string error) = Run("", "demo", "--source", "synthetic", "--frames", "3");
        Assert.Equal(2, code);
        Assert.Contains("display", error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    internal static (int Code, string Error) Run(string display, params string[] args)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "vision"), args)
        {
            RedirectStandardError = true,
        };
        start.Environment["DISPLAY"] = display;
        start.Environment.Remove("WAYLAND_DISPLAY");
        using var process = System.Diagnostics.Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error.Trim());
    }
}
