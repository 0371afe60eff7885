using System.Diagnostics;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>What the tests of the window have in common.</summary>
internal static class TestWindows
{
    /// <summary>
    /// A small window on the synthetic scene, its networks on the CPU, without pauses between frames.
    /// </summary>
    public static LiveOptions Options => new()
    {
        Source = "synthetic",
        Backend = "cpu",
        Size = (640, 480),
        Frames = int.MaxValue,
        IsDebugged = true,
    };

    /// <summary>Opens a window; skips the test where there is no display.</summary>
    public static LiveWindow Open(VirtualDisplay display, LiveOptions? options = null)
    {
        display.Require("libglfw.so.3");
        display.UseInThisProcess();
        return new LiveWindow(options ?? Options);
    }

    /// <summary>Lets the window run until something is so.</summary>
    public static void RunUntil(this LiveWindow window, Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < 60,
                $"Not within a minute: {what}. It says: {string.Join("; ", window.Messages.Errors)}");
            Assert.True(window.Turn(), $"The window has closed before: {what}.");
        }
    }

    /// <summary>Lets it draw so many frames.</summary>
    public static void RunFrames(this LiveWindow window, int frames)
    {
        long end = window.FramesDrawn + frames;
        while (window.FramesDrawn < end)
            Assert.True(window.Turn());
    }

    /// <summary>Lets it run until networks have found something in the frame that is shown, and draws that.</summary>
    public static void CatchUp(this LiveWindow window)
    {
        if (!window.Session.Feed.IsPaused)
            window.Session.TogglePause();
        window.RunUntil(() => window.Session.Findings is { } found && found.FrameNumber == window.Session.FrameNumber,
            "results of the frame shown");
        window.RunUntil(() => window.Messages.Messages.Count == 0, "no messages");
        window.RunFrames(1);
    }

    /// <summary>What the window shows.</summary>
    public static TestPicture Capture(this VirtualDisplay display, LiveWindow window)
    {
        // Without a window manager the window is at the screen's upper left corner.
        TestPicture screen = display.Capture();
        (int width, int height) = (window.Window.FramebufferSize.X, window.Window.FramebufferSize.Y);
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
            screen.Rgba.AsSpan(4 * y * screen.Width, 4 * width).CopyTo(rgba.AsSpan(4 * y * width));
        return new TestPicture(width, height, rgba);
    }

    /// <summary>Middle of the run of pixels of a colour along a row or column; null if there is none.</summary>
    public static float? MiddleOf(this TestPicture picture, Rgb color, int x, int y, int dx, int dy, int reach)
    {
        int first = int.MaxValue, last = int.MinValue;
        for (int i = -reach; i <= reach; i++)
        {
            int index = 4 * (((y + (i * dy)) * picture.Width) + x + (i * dx));
            if (index < 0 || index + 2 >= picture.Rgba.Length || Math.Abs(picture.Rgba[index] - color.R) > 3
                || Math.Abs(picture.Rgba[index + 1] - color.G) > 3 || Math.Abs(picture.Rgba[index + 2] - color.B) > 3)
            {
                continue;
            }

            (first, last) = (Math.Min(first, i), Math.Max(last, i));
        }

        return last < first ? null : (dx * x) + (dy * y) + ((first + last + 1) / 2f);
    }
}
