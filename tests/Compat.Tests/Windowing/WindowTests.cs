using Silk.NET.GLFW;
using Silk.NET.Maths;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Windowing;

[Collection(WindowCollection.Name)]
public class WindowTests(VirtualDisplay display)
{
    [SkippableTheory]
    [InlineData(ContextAPI.OpenGL, 3, 3)]
    [InlineData(ContextAPI.OpenGL, 4, 3)]
    [InlineData(ContextAPI.OpenGLES, 3, 1)]
    public void A_window_has_the_context_that_was_asked_for_or_a_later_one(ContextAPI api, int major, int minor)
    {
        var asked = new GraphicsAPI(api, ContextProfile.Core, ContextFlags.Debug, new APIVersion(major, minor));
        using IWindow window = TestWindow.Create(display, TestWindow.Options with { API = asked });
        window.Initialize();
        using GL gl = window.CreateOpenGL();

        const int DebugBit = 2;
        (int, int) version = (gl.GetInteger(GetPName.MajorVersion), gl.GetInteger(GetPName.MinorVersion));
        Assert.InRange(version, (major, minor), (9, 9));
        bool isEs = gl.GetStringS(StringName.Version).StartsWith("OpenGL ES", StringComparison.Ordinal);
        Assert.Equal(api == ContextAPI.OpenGLES, isEs);
        Assert.Equal(DebugBit, gl.GetInteger((GetPName)GLEnum.ContextFlags) & DebugBit);
        Assert.True(window.GLContext!.IsCurrent);
        Assert.Equal(window, window.GLContext.Source);
        window.GLContext.Clear();
        Assert.False(window.GLContext.IsCurrent);
    }

    [SkippableFact]
    public void What_was_drawn_can_be_read()
    {
        using IWindow window = TestWindow.Open(display);
        using GL gl = GL.GetApi(window);
        byte[] pixels = new byte[4 * 320 * 240];
        window.Render += _ =>
        {
            gl.ClearColor(1, 0.6f, 0.2f, 1);
            gl.Clear(ClearBufferMask.ColorBufferBit);
            gl.ReadPixels(0, 0, 320, 240, PixelFormat.Rgba, PixelType.UnsignedByte, pixels.AsSpan());
        };

        window.DoRender();

        Assert.Equal(GLEnum.NoError, gl.GetError());
        for (int i = 0; i < pixels.Length; i += 4)
            Assert.Equal([255, 153, 51, 255], pixels[i..(i + 4)]);
    }

    [SkippableFact]
    public void Run_goes_from_load_to_closing_and_leaves_no_window()
    {
        using IWindow window = TestWindow.Create(display);
        var happened = new List<string>();
        int frames = 0;
        window.Load += () => happened.Add("load");
        window.Update += seconds => happened.Add(seconds >= 0 ? "update" : "back in time");
        window.Render += seconds => happened.Add(seconds >= 0 ? "render" : "back in time");
        window.Render += _ =>
        {
            if (++frames == 2)
                window.Close();
        };
        window.Closing += () => happened.Add("closing");
        Assert.True(window.IsClosing);

        window.Run();

        Assert.Equal(["load", "update", "render", "update", "render", "closing"], happened);
        Assert.True(window.IsClosing);
        Assert.False(window.IsInitialized);
        Assert.Equal(0, window.Handle);
    }

    [SkippableFact]
    public void A_new_size_is_reported_in_screen_coordinates_and_in_pixels()
    {
        using IWindow window = TestWindow.Open(display);
        Vector2D<int> size = default, pixels = default;
        window.Resize += s => size = s;
        window.FramebufferResize += s => pixels = s;
        Assert.Equal(new Vector2D<int>(320, 240), window.Size);
        var expected = new Vector2D<int>(500, 400);

        window.Size = expected;
        window.WaitUntil(() => size == expected && pixels == expected, "both events");

        Assert.Equal(expected, window.Size);
        Assert.Equal(expected, window.FramebufferSize);
    }

    [SkippableFact]
    public void A_window_fills_the_screen_and_comes_back()
    {
        using IWindow window = TestWindow.Open(display);

        window.WindowState = WindowState.Fullscreen;
        window.WaitUntil(() => window.Size == new Vector2D<int>(1280, 1024), "the size of the screen");
        Assert.Equal(WindowState.Fullscreen, window.WindowState);

        window.WindowState = WindowState.Normal;
        window.WaitUntil(() => window.Size == new Vector2D<int>(320, 240), "the size of before");
        Assert.Equal(WindowState.Normal, window.WindowState);
    }

    [SkippableFact]
    public void The_title_and_visibility_can_be_set_before_and_after()
    {
        using IWindow window = TestWindow.Create(display);
        (window.Title, window.IsVisible) = ("Käse", false);
        window.Initialize();
        Assert.False(window.IsVisible);

        (window.Title, window.IsVisible) = ("日本", true);

        Assert.Equal("日本", window.Title);
        Assert.True(window.IsVisible);
    }

    [SkippableFact]
    public void Windows_follow_one_another()
    {
        for (int i = 0; i < 3; i++)
        {
            using IWindow window = TestWindow.Open(display);
            using GL gl = window.CreateOpenGL();
            window.DoEvents();
            window.DoRender();
            Assert.Equal(GLEnum.NoError, gl.GetError());
            window.Reset();
            window.Initialize();
            Assert.True(window.IsInitialized);
        }
    }

    [SkippableFact]
    public void Two_windows_draw_in_turns_each_in_its_own_context()
    {
        using IWindow red = TestWindow.Open(display), blue = TestWindow.Open(display);
        var seen = new Dictionary<string, byte[]>();
        Draw(red, "red", 1, 0);
        Draw(blue, "blue", 0, 1);

        for (int i = 0; i < 2; i++)
        {
            red.DoRender();
            blue.DoRender();
        }

        Assert.Equal([255, 0, 0, 255], seen["red"]);
        Assert.Equal([0, 0, 255, 255], seen["blue"]);

        void Draw(IWindow window, string name, float r, float b)
        {
            GL gl = window.CreateOpenGL();
            window.Render += _ =>
            {
                Assert.True(window.GLContext!.IsCurrent);
                gl.ClearColor(r, 0, b, 1);
                gl.Clear(ClearBufferMask.ColorBufferBit);
                seen[name] = new byte[4];
                gl.ReadPixels(7, 7, 1, 1, PixelFormat.Rgba, PixelType.UnsignedByte, seen[name].AsSpan());
            };
        }
    }

    [SkippableFact]
    public void Frames_come_no_faster_than_asked_for_but_for_vsync()
    {
        using IWindow window = TestWindow.Create(display, TestWindow.Options with { FramesPerSecond = 0.001 });
        int frames = 0, updates = 0;
        window.Render += _ => frames++;
        window.Update += _ => updates++;
        window.Initialize();
        Assert.Equal(0.001, window.FramesPerSecond, 1e-9);

        window.DoRender();
        window.DoUpdate();
        Assert.Equal((0, 1), (frames, updates));

        (window.VSync, window.UpdatesPerSecond) = (true, 0.001);
        window.DoRender();
        window.DoUpdate();
        Assert.Equal((1, 1), (frames, updates));
    }

    [SkippableFact]
    public void A_turn_of_the_loop_allocates_nothing()
    {
        using IWindow window = TestWindow.Open(display);
        double time = 0;
        window.Update += seconds => time += seconds;
        window.Render += seconds => time += seconds;
        Turn(10);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Turn(100);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Turn(int times)
        {
            for (int i = 0; i < times; i++)
            {
                window.DoEvents();
                window.DoUpdate();
                window.DoRender();
            }
        }
    }

    [SkippableFact]
    public void A_context_that_the_driver_lacks_is_named()
    {
        var asked = new GraphicsAPI(ContextAPI.OpenGL, new APIVersion(4, 9));
        using IWindow window = TestWindow.Create(display, TestWindow.Options with { API = asked });

        GlfwException error = Assert.Throws<GlfwException>(window.Initialize);

        Assert.Contains("OpenGL 4.9", error.Message, StringComparison.Ordinal);
        Assert.False(window.IsInitialized);
    }

    [Fact]
    public void Without_the_library_the_error_says_what_to_install()
    {
        PlatformNotSupportedException error =
            Assert.Throws<PlatformNotSupportedException>(() => GlfwLibrary.Load(["libno-such-glfw.so.3"]));

        Assert.Contains("libno-such-glfw.so.3", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt install libglfw3", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void There_is_no_OpenGL_before_the_window_is_initialised_and_none_without_asking()
    {
        using IWindow window = TestWindow.Create(display);
        Assert.Throws<InvalidOperationException>(() => window.CreateOpenGL());

        using IWindow plain = TestWindow.Create(display, TestWindow.Options with { API = GraphicsAPI.None });
        plain.Initialize();
        Assert.Null(plain.GLContext);
    }

    [SkippableFact]
    public void A_handler_cannot_take_its_window_away()
    {
        using IWindow window = TestWindow.Open(display);
        window.Render += _ => window.Reset();

        Assert.Throws<InvalidOperationException>(window.DoRender);

        Assert.True(window.IsInitialized);
    }
}
