using System.Runtime.InteropServices;

namespace VisionPlugin.Testing;

/// <summary>Presses keys and moves the mouse of a <see cref="VirtualDisplay"/>, as a person at it would.</summary>
public sealed unsafe partial class VirtualInput : IDisposable
{
    private readonly nint _display;

    /// <summary>Connects to a display. Needs libX11.so.6 and libXtst.so.6.</summary>
    public VirtualInput(string display)
    {
        _display = OpenDisplay(display);
        Assert.NotEqual(0, _display);
    }

    /// <summary>Presses or releases the key that has a symbol, such as 'a' or 0xff1b (Escape), on the server's layout.</summary>
    public void Key(uint symbol, bool down)
    {
        byte code = KeysymToKeycode(_display, symbol);
        Assert.NotEqual(0, code);
        Done(FakeKey(_display, code, down ? 1 : 0, 0));
    }

    /// <summary>Moves the mouse to a position on the screen.</summary>
    public void Move(int x, int y)
    {
        Done(FakeMotion(_display, -1, x, y, 0));
    }

    /// <summary>Presses or releases a button: 1 left, 2 middle, 3 right, 4 and 5 the wheel up and down.</summary>
    public void Button(uint button, bool down)
    {
        Done(FakeButton(_display, button, down ? 1 : 0, 0));
    }

    /// <summary>Asks a window to close, as its frame's button does.</summary>
    public void Close(nint window)
    {
        const int ClientMessage = 33;
        var message = new ClientMessageEvent
        {
            Type = ClientMessage,
            Window = window,
            MessageType = InternAtom(_display, "WM_PROTOCOLS", 0),
            Format = 32,
            Data = InternAtom(_display, "WM_DELETE_WINDOW", 0),
        };
        Done(SendEvent(_display, window, 0, 0, &message));
    }

    /// <summary>Disconnects.</summary>
    public void Dispose() => CloseDisplay(_display);

    private void Done(int status)
    {
        Assert.NotEqual(0, status);
        Sync(_display, 0);
    }

    [LibraryImport("libX11.so.6", EntryPoint = "XOpenDisplay", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenDisplay(string name);

    [LibraryImport("libX11.so.6", EntryPoint = "XCloseDisplay")]
    private static partial void CloseDisplay(nint display);

    [LibraryImport("libX11.so.6", EntryPoint = "XSync")]
    private static partial void Sync(nint display, int discard);

    [LibraryImport("libX11.so.6", EntryPoint = "XKeysymToKeycode")]
    private static partial byte KeysymToKeycode(nint display, nuint symbol);

    [LibraryImport("libX11.so.6", EntryPoint = "XInternAtom", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint InternAtom(nint display, string name, int onlyIfExists);

    [LibraryImport("libX11.so.6", EntryPoint = "XSendEvent")]
    private static partial int SendEvent(nint display, nint window, int propagate, nint mask, ClientMessageEvent* message);

    [LibraryImport("libXtst.so.6", EntryPoint = "XTestFakeKeyEvent")]
    private static partial int FakeKey(nint display, uint code, int down, nuint delay);

    [LibraryImport("libXtst.so.6", EntryPoint = "XTestFakeMotionEvent")]
    private static partial int FakeMotion(nint display, int screen, int x, int y, nuint delay);

    [LibraryImport("libXtst.so.6", EntryPoint = "XTestFakeButtonEvent")]
    private static partial int FakeButton(nint display, uint button, int down, nuint delay);

    // XClientMessageEvent, of the size of any XEvent.
    [StructLayout(LayoutKind.Sequential, Size = 192)]
    private struct ClientMessageEvent
    {
        public int Type;
        public nuint Serial;
        public int SendEvent;
        public nint Display;
        public nint Window;
        public nint MessageType;
        public int Format;
        public nint Data;
    }
}
