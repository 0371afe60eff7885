namespace Silk.NET.Windowing;

public enum WindowState
{
    Normal,
    Minimized,
    Maximized,
    Fullscreen,
}
