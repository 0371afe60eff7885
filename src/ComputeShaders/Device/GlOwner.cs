using System.Runtime.InteropServices;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Who may use a context: one thread at a time, while the context is current there. Which one is current the window
/// system tells, EGL, GLX or WGL; with another one the thread alone counts.
/// </summary>
internal sealed unsafe class GlOwner
{
    private static readonly (string Library, string Function)[] WindowSystems =
        OperatingSystem.IsWindows() ? [("opengl32.dll", "wglGetCurrentContext")]
        : OperatingSystem.IsLinux()
            ? [("libGL.so.1", "glXGetCurrentContext"), ("libGLX.so.0", "glXGetCurrentContext")]
            : [];

    private readonly delegate* unmanaged<nint> _currentContext;
    private readonly nint _context;
    private int _thread;
    private string? _threadName;

    /// <summary>Makes this thread the owner of the context that is current on it.</summary>
    public GlOwner()
    {
        MoveToThisThread();
        _currentContext = Egl.Instance is { CurrentContext: not 0 } egl ? egl.GetCurrentContext : Find();
        _context = _currentContext is null ? 0 : _currentContext();
    }

    /// <summary>False if no context is current on this thread.</summary>
    public bool HasContext => _currentContext is null || _currentContext() != 0;

    /// <summary>Makes the calling thread the owner.</summary>
    public void MoveToThisThread() =>
        (_thread, _threadName) = (Environment.CurrentManagedThreadId, Thread.CurrentThread.Name);

    /// <summary>Throws unless this is the thread. Allocates nothing.</summary>
    public void VerifyThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw WrongThread();
    }

    /// <summary>Throws unless the context is current on this thread. Allocates nothing.</summary>
    public void VerifyContext()
    {
        if (_currentContext is not null && _currentContext() is var current && current != _context)
            throw WrongContext(current);
    }

    // The window system of the process is the one that has a current context.
    private static delegate* unmanaged<nint> Find()
    {
        foreach ((string library, string function) in WindowSystems)
        {
            if (NativeLibrary.TryLoad(library, typeof(GlOwner).Assembly, null, out nint handle)
                && NativeLibrary.TryGetExport(handle, function, out nint address)
                && (delegate* unmanaged<nint>)address is var get && get() != 0)
            {
                return get;
            }
        }

        return null;
    }

    private InvalidOperationException WrongThread() => new(
        $"The GPU device belongs to {Describe(_thread, _threadName)}, not to {ThisThread}: OpenGL works on the thread on "
        + "which its context is current. Call from there, or make the context current here and call "
        + $"{nameof(GlDevice.MoveToThisThread)}.");

    private InvalidOperationException WrongContext(nint current) => new(
        $"{(current == 0 ? "No OpenGL context" : $"OpenGL context 0x{current:X}")} is current on {ThisThread}, but the GPU "
        + $"device works in context 0x{_context:X}. Make that one current before you call. If it was destroyed, make "
        + $"its successor current and call {nameof(GlDevice.Recreate)}.");

    private static string ThisThread => Describe(Environment.CurrentManagedThreadId, Thread.CurrentThread.Name);

    private static string Describe(int thread, string? name) =>
        string.IsNullOrEmpty(name) ? $"thread {thread}" : $"thread {thread} '{name}'";
}
