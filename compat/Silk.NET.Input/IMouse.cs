using System.Numerics;

namespace Silk.NET.Input;

public interface IMouse : IInputDevice
{
    event Action<IMouse, MouseButton> MouseDown;

    event Action<IMouse, MouseButton> MouseUp;

    event Action<IMouse, Vector2> MouseMove;

    event Action<IMouse, ScrollWheel> Scroll;

    /// <summary>In screen coordinates, from the upper left corner of the window's content.</summary>
    Vector2 Position { get; set; }

    bool IsButtonPressed(MouseButton btn);
}
