using System.Diagnostics;
using Silk.NET.GLFW;
using Silk.NET.Maths;

namespace Silk.NET.Windowing;

/// <summary>A window of GLFW: its life and its loop.</summary>
internal sealed partial class GlfwWindow : IWindow
{
    private readonly Stopwatch _life = new();
    private readonly FrameClock _render = new();
    private readonly FrameClock _update = new();
    private WindowOptions _options;
    private GlfwContext? _context;
    private GlfwEvents? _events;
    private bool _swapIntervalChanged;
    private int _loopDepth;

    public GlfwWindow(WindowOptions options)
    {
        _options = options;
        (FramesPerSecond, UpdatesPerSecond) = (options.FramesPerSecond, options.UpdatesPerSecond);
    }

    public event Action<Vector2D<int>>? Resize;

    public event Action<Vector2D<int>>? FramebufferResize;

    public event Action? Closing;

    public event Action? Load;

    public event Action<double>? Update;

    public event Action<double>? Render;

    public event Action<WindowState>? StateChanged;

    public event Action<string[]>? FileDrop;

    public nint Handle { get; private set; }

    public bool IsInitialized => Handle != 0;

    public double Time => _life.Elapsed.TotalSeconds;

    /// <summary>What the window reports; for the input package.</summary>
    /// <exception cref="InvalidOperationException">The window is not there yet.</exception>
    internal GlfwEvents Events => _events ?? throw new InvalidOperationException(
        "The window has no input before it is initialised: create the input in a handler of Load.");

    public void Initialize()
    {
        if (IsInitialized)
            return;
        WindowHints.Set(_options);
        Handle = Glfw.CreateWindow(_options.Size.X, _options.Size.Y, _options.Title ?? "", 0, 0);
        if (Handle == 0)
        {
            APIVersion version = _options.API.Version;
            throw Glfw.Error("The window cannot be created", $"The driver may lack {_options.API.API} "
                + $"{version.MajorVersion}.{version.MinorVersion}: update it, or ask for an older version.");
        }

        Subscribe(_events = new GlfwEvents(Handle));
        if (_options.API.API is ContextAPI.OpenGL or ContextAPI.OpenGLES)
        {
            _context = new GlfwContext(Handle, this);
            _context.MakeCurrent();
            _swapIntervalChanged = true;
        }

        if (_options.IsVisible && _options.WindowState != WindowState.Normal)
            EnterState(_options.WindowState);
        _life.Restart();
        _render.Start();
        _update.Start();
        Load?.Invoke();
    }

    public void DoEvents() => InLoop(static _ => GlfwEvents.Poll(), 0);

    public void DoUpdate()
    {
        if (_update.Tick(forced: false, out double seconds))
            InLoop(Update, seconds);
    }

    public void DoRender()
    {
        if (!_render.Tick(forced: VSync, out double seconds))
            return;
        if (_context is { IsCurrent: false })
            _context.MakeCurrent();
        if (_swapIntervalChanged)
            _context?.SwapInterval(VSync ? 1 : 0);
        _swapIntervalChanged = false;
        InLoop(Render, seconds);
        if (ShouldSwapAutomatically)
            _context?.SwapBuffers();
    }

    public void Run(Action onFrame)
    {
        while (!IsClosing)
            onFrame();
    }

    public void Close()
    {
        Closing?.Invoke();
        IsClosing = true;
    }

    public void Reset()
    {
        if (_loopDepth > 0)
            throw new InvalidOperationException("A window cannot be reset by its own handlers. Close it instead.");
        if (!IsInitialized)
            return;
        _life.Reset();
        _render.Stop();
        _update.Stop();
        _events?.Dispose();
        Glfw.DestroyWindow(Handle);
        Handle = 0;
        _events = null;
        _context = null;
    }

    public void Dispose() => Reset();

    private void Subscribe(GlfwEvents events)
    {
        events.Resize += (width, height) => Resize?.Invoke(new Vector2D<int>(width, height));
        events.FramebufferResize += (width, height) => FramebufferResize?.Invoke(new Vector2D<int>(width, height));
        events.Close += () => Closing?.Invoke();
        events.StateChange += () => StateChanged?.Invoke(WindowState);
        events.Drop += paths => FileDrop?.Invoke(paths);
    }

    // A window cannot be destroyed while it calls its handlers.
    private void InLoop<T>(Action<T>? handler, T argument)
    {
        _loopDepth++;
        try
        {
            handler?.Invoke(argument);
        }
        finally
        {
            _loopDepth--;
        }
    }
}
