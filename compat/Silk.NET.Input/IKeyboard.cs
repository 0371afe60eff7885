namespace Silk.NET.Input;

public interface IKeyboard : IInputDevice
{
    /// <summary>Key and scan code. A key that is held down is reported once.</summary>
    event Action<IKeyboard, Key, int>? KeyDown;

    event Action<IKeyboard, Key, int>? KeyUp;

    /// <summary>A character was typed, by the keyboard's layout; repeated while its key is held down.</summary>
    event Action<IKeyboard, char>? KeyChar;

    bool IsKeyPressed(Key key);
}
