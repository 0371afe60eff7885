using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

/// <summary>
/// What one window reports. A handler's exception must not cross GLFW's own frames: it is kept, and <see cref="Poll"/>
/// throws it when GLFW has returned.
/// </summary>
internal sealed unsafe partial class GlfwEvents : IDisposable
{
    private static ExceptionDispatchInfo? _thrown;

    private GCHandle _self;

    public GlfwEvents(nint window)
    {
        Window = window;
        _self = GCHandle.Alloc(this);
        SetWindowUserPointer(window, GCHandle.ToIntPtr(_self));
        SetWindowSizeCallback(window, &OnResize);
        SetFramebufferSizeCallback(window, &OnFramebufferResize);
        SetWindowCloseCallback(window, &OnClose);
        SetWindowIconifyCallback(window, &OnIconify);
        SetWindowMaximizeCallback(window, &OnMaximize);
        SetDropCallback(window, &OnDrop);
        SetKeyCallback(window, &OnKey);
        SetCharCallback(window, &OnChar);
        SetCursorPosCallback(window, &OnCursor);
        SetMouseButtonCallback(window, &OnButton);
        SetScrollCallback(window, &OnScroll);
    }

    /// <summary>The window, 0 once it is closed.</summary>
    public nint Window { get; private set; }

    /// <summary>Width and height in screen coordinates.</summary>
    public event Action<int, int>? Resize;

    /// <summary>Width and height in pixels.</summary>
    public event Action<int, int>? FramebufferResize;

    /// <summary>The user wants to close the window.</summary>
    public event Action? Close;

    /// <summary>The window was minimised, maximised or brought back.</summary>
    public event Action? StateChange;

    /// <summary>Paths of files dropped on the window.</summary>
    public event Action<string[]>? Drop;

    /// <summary>Key, scan code and action: 0 up, 1 down, 2 repeated.</summary>
    public event Action<int, int, int>? Key;

    /// <summary>A character was typed.</summary>
    public event Action<uint>? Char;

    /// <summary>The mouse's position in screen coordinates from the upper left corner of the content.</summary>
    public event Action<double, double>? Cursor;

    /// <summary>Button and action: 0 up, 1 down.</summary>
    public event Action<int, int>? Button;

    /// <summary>Horizontal and vertical offset.</summary>
    public event Action<double, double>? Scroll;

    /// <summary>Lets all windows report what has happened to them.</summary>
    public static void Poll()
    {
        Glfw.PollEvents();
        if (Interlocked.Exchange(ref _thrown, null) is { } thrown)
            thrown.Throw();
    }

    /// <summary>Ends the reports. The window must be destroyed right after, from outside of a handler.</summary>
    public void Dispose()
    {
        SetWindowUserPointer(Window, 0);
        _self.Free();
        Window = 0;
    }

    private static void Raise<T>(nint window, Action<GlfwEvents, T> raise, T argument)
    {
        try
        {
            if (GetWindowUserPointer(window) is not 0 and nint pointer)
                raise((GlfwEvents)GCHandle.FromIntPtr(pointer).Target!, argument);
        }
        catch (Exception e)
        {
            _thrown ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnResize(nint window, int width, int height) =>
        Raise(window, static (events, size) => events.Resize?.Invoke(size.width, size.height), (width, height));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFramebufferResize(nint window, int width, int height) =>
        Raise(window, static (events, size) => events.FramebufferResize?.Invoke(size.width, size.height), (width, height));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnClose(nint window) => Raise(window, static (events, _) => events.Close?.Invoke(), 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnIconify(nint window, int iconified) =>
        Raise(window, static (events, _) => events.StateChange?.Invoke(), iconified);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMaximize(nint window, int maximized) =>
        Raise(window, static (events, _) => events.StateChange?.Invoke(), maximized);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDrop(nint window, int count, nint* paths)
    {
        var files = new string[count];
        for (int i = 0; i < count; i++)
            files[i] = Marshal.PtrToStringUTF8(paths[i])!;
        Raise(window, static (events, files) => events.Drop?.Invoke(files), files);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnKey(nint window, int key, int scancode, int action, int mods) =>
        Raise(window, static (events, k) => events.Key?.Invoke(k.key, k.scancode, k.action), (key, scancode, action));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnChar(nint window, uint codepoint) =>
        Raise(window, static (events, c) => events.Char?.Invoke(c), codepoint);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCursor(nint window, double x, double y) =>
        Raise(window, static (events, at) => events.Cursor?.Invoke(at.x, at.y), (x, y));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnButton(nint window, int button, int action, int mods) =>
        Raise(window, static (events, b) => events.Button?.Invoke(b.button, b.action), (button, action));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnScroll(nint window, double x, double y) =>
        Raise(window, static (events, by) => events.Scroll?.Invoke(by.x, by.y), (x, y));
}
