using Silk.NET.Core.Contexts;
using Silk.NET.GLFW;
using Silk.NET.Maths;

namespace Silk.NET.Windowing;

// What a window is: before it is there, and after, its options.
internal sealed unsafe partial class GlfwWindow
{
    private Vector2D<int> _restoredPosition;
    private Vector2D<int> _restoredSize;

    public IGLContext? GLContext =>
        API.API is not (ContextAPI.OpenGL or ContextAPI.OpenGLES) ? null
        : _context ?? throw new InvalidOperationException(
            "The window has no context before it is initialised: use OpenGL from the handlers of Load on.");

    public GraphicsAPI API => _options.API;

    public bool ShouldSwapAutomatically
    {
        get => _options.ShouldSwapAutomatically;
        set => _options.ShouldSwapAutomatically = value;
    }

    public double FramesPerSecond
    {
        get => _render.Rate;
        set => _render.Rate = value;
    }

    public double UpdatesPerSecond
    {
        get => _update.Rate;
        set => _update.Rate = value;
    }

    public bool VSync
    {
        get => _options.VSync;
        set => (_options.VSync, _swapIntervalChanged) = (value, true);
    }

    public bool IsClosing
    {
        get => !IsInitialized || Glfw.WindowShouldClose(Handle) != 0;
        set
        {
            if (IsInitialized)
                Glfw.SetWindowShouldClose(Handle, value ? 1 : 0);
        }
    }

    public bool IsVisible
    {
        get => IsInitialized ? Has(GlfwHint.Visible) : _options.IsVisible;
        set
        {
            _options.IsVisible = value;
            if (IsInitialized && value)
                Glfw.ShowWindow(Handle);
            else if (IsInitialized)
                Glfw.HideWindow(Handle);
        }
    }

    public string Title
    {
        get => _options.Title;
        set
        {
            _options.Title = value;
            if (IsInitialized)
                Glfw.SetWindowTitle(Handle, value);
        }
    }

    public Vector2D<int> Size
    {
        get
        {
            if (!IsInitialized)
                return _options.Size;
            Glfw.GetWindowSize(Handle, out int width, out int height);
            return new Vector2D<int>(width, height);
        }
        set
        {
            _options.Size = value;
            if (IsInitialized)
                Glfw.SetWindowSize(Handle, value.X, value.Y);
        }
    }

    public Vector2D<int> FramebufferSize
    {
        get
        {
            if (!IsInitialized)
                return default;
            Glfw.GetFramebufferSize(Handle, out int width, out int height);
            return new Vector2D<int>(width, height);
        }
    }

    public WindowState WindowState
    {
        get => !IsInitialized ? _options.WindowState
            : Has(GlfwHint.Iconified) ? WindowState.Minimized
            : Has(GlfwHint.Maximized) ? WindowState.Maximized
            : Glfw.GetWindowMonitor(Handle) != 0 ? WindowState.Fullscreen
            : WindowState.Normal;
        set
        {
            if (IsInitialized)
                EnterState(value);
            _options.WindowState = value;
        }
    }

    Vector2D<int> IViewProperties.Size => IsInitialized ? Size : default;

    public void Focus()
    {
        if (IsInitialized)
            Glfw.FocusWindow(Handle);
    }

    private bool Has(GlfwHint attribute) => Glfw.GetWindowAttrib(Handle, attribute) != 0;

    private void EnterState(WindowState state)
    {
        if (state == WindowState.Fullscreen)
            EnterFullscreen();
        else if (Glfw.GetWindowMonitor(Handle) != 0)
            Glfw.SetWindowMonitor(Handle, 0, _restoredPosition.X, _restoredPosition.Y, _restoredSize.X, _restoredSize.Y, 0);

        if (state == WindowState.Normal)
            Glfw.RestoreWindow(Handle);
        else if (state == WindowState.Minimized)
            Glfw.IconifyWindow(Handle);
        else if (state == WindowState.Maximized)
            Glfw.MaximizeWindow(Handle);
    }

    private void EnterFullscreen()
    {
        nint monitor = Glfw.GetPrimaryMonitor();
        if (monitor == 0 || Glfw.GetWindowMonitor(Handle) != 0)
            return;
        Glfw.GetWindowPos(Handle, out _restoredPosition.X, out _restoredPosition.Y);
        Glfw.GetWindowSize(Handle, out _restoredSize.X, out _restoredSize.Y);
        GlfwVideoMode mode = *Glfw.GetVideoMode(monitor);
        Glfw.SetWindowMonitor(Handle, monitor, 0, 0, mode.Width, mode.Height, mode.RefreshRate);
    }
}
