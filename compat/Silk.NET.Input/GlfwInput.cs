using Silk.NET.Windowing;

namespace Silk.NET.Input;

/// <summary>The keyboard and the mouse of a window; reports until disposed or the window is closed.</summary>
internal sealed class GlfwInput : IInputContext
{
    private readonly GlfwKeyboard _keyboard;
    private readonly GlfwMouse _mouse;

    public GlfwInput(GlfwWindow window)
    {
        _keyboard = new GlfwKeyboard(window.Events);
        _mouse = new GlfwMouse(window.Events);
        (Keyboards, Mice) = ([_keyboard], [_mouse]);
    }

    public IReadOnlyList<IKeyboard> Keyboards { get; }

    public IReadOnlyList<IMouse> Mice { get; }

    public void Dispose()
    {
        _keyboard.Dispose();
        _mouse.Dispose();
    }
}
