using Silk.NET.Windowing;

namespace Silk.NET.Input;

public static class InputWindowExtensions
{
    /// <exception cref="InvalidOperationException">The window is not initialised yet.</exception>
    public static IInputContext CreateInput(this IView view) =>
        view is GlfwWindow window ? new GlfwInput(window)
        : throw new NotSupportedException("Only windows of Window.Create have input.");
}
