namespace Silk.NET.Windowing;

public interface IWindow : IWindowProperties, IView
{
    event Action<WindowState>? StateChanged;

    event Action<string[]>? FileDrop;

    new bool IsClosing { get; set; }
}
