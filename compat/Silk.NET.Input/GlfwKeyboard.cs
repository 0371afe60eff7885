using System.Text;
using Silk.NET.GLFW;

namespace Silk.NET.Input;

/// <summary>The keyboard. Keys have GLFW's own numbers.</summary>
internal sealed class GlfwKeyboard : IKeyboard, IDisposable
{
    private readonly GlfwEvents _events;

    public GlfwKeyboard(GlfwEvents events)
    {
        _events = events;
        events.Key += OnKey;
        events.Char += OnChar;
    }

    public event Action<IKeyboard, Key, int>? KeyDown;

    public event Action<IKeyboard, Key, int>? KeyUp;

    public event Action<IKeyboard, char>? KeyChar;

    public string Name => "Silk.NET Keyboard (via GLFW)";

    public int Index => 0;

    public bool IsConnected => true;

    public bool IsKeyPressed(Key key) =>
        _events.Window is not 0 and nint window && key != Key.Unknown && Glfw.GetKey(window, (int)key) != 0;

    public void Dispose()
    {
        _events.Key -= OnKey;
        _events.Char -= OnChar;
    }

    private void OnKey(int key, int scancode, int action)
    {
        if (action == 1)
            KeyDown?.Invoke(this, (Key)key, scancode);
        else if (action == 0)
            KeyUp?.Invoke(this, (Key)key, scancode);
    }

    private void OnChar(uint codepoint)
    {
        Span<char> text = stackalloc char[2];
        int length = Rune.TryCreate(codepoint, out Rune rune) ? rune.EncodeToUtf16(text) : 0;
        foreach (char character in text[..length])
            KeyChar?.Invoke(this, character);
    }
}
