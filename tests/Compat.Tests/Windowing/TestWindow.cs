using System.Diagnostics;
using Silk.NET.Maths;
using Silk.NET.Windowing;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Windowing;

/// <summary>What the tests of windows have in common.</summary>
internal static class TestWindow
{
    public static GraphicsAPI Core43 { get; } =
        new(ContextAPI.OpenGL, ContextProfile.Core, ContextFlags.Debug, new APIVersion(4, 3));

    public static WindowOptions Options => WindowOptions.Default with
    {
        API = Core43,
        Size = new Vector2D<int>(320, 240),
        Title = "test",
        VSync = false,
    };

    /// <summary>A window of 320 x 240 that is not initialised yet; skips the test where there is no GLFW or display.</summary>
    public static IWindow Create(VirtualDisplay display) => Create(display, Options);

    public static IWindow Create(VirtualDisplay display, WindowOptions options)
    {
        display.Require("libglfw.so.3");
        display.UseInThisProcess();
        return Window.Create(options);
    }

    public static IWindow Open(VirtualDisplay display)
    {
        IWindow window = Create(display);
        window.Initialize();
        return window;
    }

    /// <summary>Lets the window work off its events until something has happened.</summary>
    public static void WaitUntil(this IWindow window, Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < 10, $"Not within 10 s: {what}.");
            window.DoEvents();
            Thread.Yield();
        }
    }
}
