using Silk.NET.GLFW;

namespace Silk.NET.Windowing;

public static class Window
{
    /// <exception cref="PlatformNotSupportedException">The machine has no GLFW.</exception>
    /// <exception cref="GlfwException">There is no display.</exception>
    public static IWindow Create(WindowOptions options)
    {
        Glfw.Start();
        return new GlfwWindow(options);
    }
}
