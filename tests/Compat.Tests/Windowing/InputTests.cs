using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.Input;
using Silk.NET.Windowing;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Windowing;

/// <summary>Keys and mouse through the X server; dropped files through the handler that GLFW was given.</summary>
[Collection(WindowCollection.Name)]
public unsafe partial class InputTests(VirtualDisplay display)
{
    [SkippableFact]
    public void A_key_is_reported_down_typed_and_up()
    {
        using VirtualInput person = Connect();
        using IWindow window = TestWindow.Open(display);
        using IInputContext input = window.CreateInput();
        IKeyboard keyboard = Assert.Single(input.Keyboards);
        var happened = new List<string>();
        keyboard.KeyDown += (sender, key, _) => happened.Add(sender == keyboard ? $"{key} down" : "stranger");
        keyboard.KeyUp += (_, key, _) => happened.Add($"{key} up");
        keyboard.KeyChar += (_, character) => happened.Add($"'{character}'");

        person.Key('q', down: true);
        window.WaitUntil(() => happened.Count == 2, "down and typed");
        Assert.True(keyboard.IsKeyPressed(Key.Q));
        person.Key('q', down: false);
        person.Key(0xff1b, down: true);
        person.Key(0xff1b, down: false);
        window.WaitUntil(() => happened.Count == 5, "up, and Escape");

        Assert.Equal(["Q down", "'q'", "Q up", "Escape down", "Escape up"], happened);
        Assert.False(keyboard.IsKeyPressed(Key.Q));
        Assert.False(keyboard.IsKeyPressed(Key.Unknown));
    }

    [SkippableFact]
    public void The_mouse_moves_clicks_and_scrolls()
    {
        using VirtualInput person = Connect();
        using IWindow window = TestWindow.Open(display);
        using IInputContext input = window.CreateInput();
        IMouse mouse = Assert.Single(input.Mice);
        var happened = new List<string>();
        mouse.MouseMove += (_, at) => happened.Add($"at {at.X} {at.Y}");
        mouse.MouseDown += (_, button) => happened.Add($"{button} down");
        mouse.MouseUp += (_, button) => happened.Add($"{button} up");
        mouse.Scroll += (_, wheel) => happened.Add($"wheel {wheel.X} {wheel.Y}");

        person.Move(100, 50);
        window.WaitUntil(() => happened.Contains("at 100 50"), "the first move");
        Assert.Equal(new Vector2(100, 50), mouse.Position);
        happened.Clear();
        person.Move(120, 60);
        person.Button(3, down: true);
        window.WaitUntil(() => happened.Count == 2, "moved and down");
        Assert.True(mouse.IsButtonPressed(MouseButton.Right));
        person.Button(3, down: false);
        person.Button(4, down: true);
        person.Button(4, down: false);
        window.WaitUntil(() => happened.Count == 4, "up and scrolled");

        Assert.Equal(["at 120 60", "Right down", "Right up", "wheel 0 1"], happened);
        Assert.False(mouse.IsButtonPressed(MouseButton.Right));
        Assert.False(mouse.IsButtonPressed(MouseButton.Button12));
    }

    [SkippableFact]
    public void The_user_closes_a_window_unless_the_program_keeps_it()
    {
        using VirtualInput person = Connect();
        using IWindow window = TestWindow.Open(display);
        int asked = 0;
        window.Closing += () =>
        {
            if (++asked == 1)
                window.IsClosing = false;
        };

        person.Close(GetX11Window(window.Handle));
        window.WaitUntil(() => asked == 1, "the first request");
        Assert.False(window.IsClosing);
        person.Close(GetX11Window(window.Handle));
        window.WaitUntil(() => asked == 2, "the second request");
        Assert.True(window.IsClosing);
    }

    [SkippableFact]
    public void Dropped_files_are_reported_by_their_paths()
    {
        using IWindow window = TestWindow.Open(display);
        string[] dropped = [];
        window.FileDrop += paths => dropped = paths;
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> handler = SetDropCallback(window.Handle, null);
        SetDropCallback(window.Handle, handler);
        string[] paths = ["/tmp/a.png", "/tmp/Bücher/猫.onnx"];
        nint* native = stackalloc nint[] { Marshal.StringToCoTaskMemUTF8(paths[0]), Marshal.StringToCoTaskMemUTF8(paths[1]) };

        handler(window.Handle, 2, native);
        window.DoEvents();

        Assert.Equal(paths, dropped);
        Marshal.FreeCoTaskMem(native[0]);
        Marshal.FreeCoTaskMem(native[1]);
    }

    [SkippableFact]
    public void An_error_in_a_handler_comes_out_of_the_loop_once()
    {
        using VirtualInput person = Connect();
        using IWindow window = TestWindow.Open(display);
        using IInputContext input = window.CreateInput();
        input.Keyboards[0].KeyDown += (_, _, _) => throw new InvalidDataException("from a handler");

        person.Key('x', down: true);
        person.Key('x', down: false);
        InvalidDataException error =
            Assert.Throws<InvalidDataException>(() => window.WaitUntil(() => false, "the error"));

        Assert.Equal("from a handler", error.Message);
        window.DoEvents();
    }

    [SkippableFact]
    public void Input_ends_with_its_context_and_with_its_window()
    {
        using VirtualInput person = Connect();
        using IWindow window = TestWindow.Create(display);
        Assert.Throws<InvalidOperationException>(() => window.CreateInput());
        window.Initialize();
        using IInputContext ended = window.CreateInput(), input = window.CreateInput();
        int atEnded = 0, atOther = 0;
        ended.Keyboards[0].KeyDown += (_, _, _) => atEnded++;
        input.Keyboards[0].KeyDown += (_, _, _) => atOther++;
        ended.Dispose();

        person.Key('x', down: true);
        person.Key('x', down: false);
        window.WaitUntil(() => atOther == 1, "the key");
        Assert.Equal(0, atEnded);

        window.Reset();
        Assert.False(input.Keyboards[0].IsKeyPressed(Key.X));
        Assert.False(input.Mice[0].IsButtonPressed(MouseButton.Left));
        Assert.Equal(default, input.Mice[0].Position);
    }

    private VirtualInput Connect() => new(display.Require("libX11.so.6", "libXtst.so.6"));

    [LibraryImport("libglfw.so.3", EntryPoint = "glfwGetX11Window")]
    private static partial nint GetX11Window(nint window);

    [LibraryImport("libglfw.so.3", EntryPoint = "glfwSetDropCallback")]
    private static partial delegate* unmanaged[Cdecl]<nint, int, nint*, void> SetDropCallback(
        nint window, delegate* unmanaged[Cdecl]<nint, int, nint*, void> callback);
}
