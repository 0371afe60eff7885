using System.Numerics;
using Silk.NET.GLFW;

namespace Silk.NET.Input;

/// <summary>The mouse. The first eight buttons have GLFW's own numbers, and it knows no others.</summary>
internal sealed class GlfwMouse : IMouse, IDisposable
{
    private readonly GlfwEvents _events;

    public GlfwMouse(GlfwEvents events)
    {
        _events = events;
        events.Button += OnButton;
        events.Cursor += OnCursor;
        events.Scroll += OnScroll;
    }

    public event Action<IMouse, MouseButton>? MouseDown;

    public event Action<IMouse, MouseButton>? MouseUp;

    public event Action<IMouse, Vector2>? MouseMove;

    public event Action<IMouse, ScrollWheel>? Scroll;

    public string Name => "Silk.NET Mouse (via GLFW)";

    public int Index => 0;

    public bool IsConnected => true;

    public Vector2 Position
    {
        get
        {
            if (_events.Window == 0)
                return default;
            Glfw.GetCursorPos(_events.Window, out double x, out double y);
            return new Vector2((float)x, (float)y);
        }
        set
        {
            if (_events.Window != 0)
                Glfw.SetCursorPos(_events.Window, value.X, value.Y);
        }
    }

    public bool IsButtonPressed(MouseButton btn) =>
        btn is >= MouseButton.Left and <= MouseButton.Button8 && _events.Window is not 0 and nint window
        && Glfw.GetMouseButton(window, (int)btn) != 0;

    public void Dispose()
    {
        _events.Button -= OnButton;
        _events.Cursor -= OnCursor;
        _events.Scroll -= OnScroll;
    }

    private void OnButton(int button, int action) =>
        (action == 1 ? MouseDown : MouseUp)?.Invoke(this, (MouseButton)button);

    private void OnCursor(double x, double y) => MouseMove?.Invoke(this, new Vector2((float)x, (float)y));

    private void OnScroll(double x, double y) => Scroll?.Invoke(this, new ScrollWheel((float)x, (float)y));
}
