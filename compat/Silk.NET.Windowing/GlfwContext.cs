using Silk.NET.Core.Contexts;
using Silk.NET.Core.Loader;
using Silk.NET.GLFW;

namespace Silk.NET.Windowing;

/// <summary>The OpenGL context of a window, which ends with the window.</summary>
internal sealed class GlfwContext(nint window, IGLContextSource source) : IGLContext
{
    public nint Handle => window;

    public IGLContextSource? Source => source;

    public bool IsCurrent => Glfw.GetCurrentContext() == window;

    public void SwapInterval(int interval) => Glfw.SwapInterval(interval);

    public void SwapBuffers() => Glfw.SwapBuffers(window);

    public void MakeCurrent() => Glfw.MakeContextCurrent(window);

    public void Clear()
    {
        if (IsCurrent)
            Glfw.MakeContextCurrent(0);
    }

    public nint GetProcAddress(string proc, int? slot = null) =>
        TryGetProcAddress(proc, out nint address, slot) ? address : throw new SymbolLoadingException(proc);

    public bool TryGetProcAddress(string proc, out nint addr, int? slot = null) =>
        (addr = Glfw.GetProcAddress(proc)) != 0;

    public void Dispose()
    {
    }
}
