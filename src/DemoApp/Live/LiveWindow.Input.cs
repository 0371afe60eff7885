using System.Numerics;
using Silk.NET.Input;
using Silk.NET.Windowing;
using VisionPlugin.DemoApp.Live.Feeds;
using VisionPlugin.DemoApp.Live.Vision;

namespace VisionPlugin.DemoApp.Live;

// Keys, mouse and dropped files.
internal sealed partial class LiveWindow
{
    private long _pressedAt = -1;

    /// <summary>Goes on to the next view.</summary>
    public void NextView()
    {
        ViewKind[] all = Enum.GetValues<ViewKind>();
        Session.View = all[((int)Session.View + 1) % all.Length];
    }

    /// <summary>Fills the screen, or goes back to a window.</summary>
    public void ToggleFullScreen() =>
        _window.WindowState = _window.WindowState == WindowState.Fullscreen
            ? WindowState.Normal : WindowState.Fullscreen;

    /// <summary>Closes the list of keys, else the window.</summary>
    public void Escape()
    {
        if (Session.ShowsKeys)
            Session.ShowsKeys = false;
        else
            Session.IsLeaving = true;
    }

    /// <summary>Uses files that were dropped: pictures and videos to look at, an ONNX file to look with.</summary>
    public void Drop(string[] paths)
    {
        foreach (string path in paths)
        {
            try
            {
                if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
                    Session.Add(VisionMode.OfFile(path));
                else
                {
                    Session.Replace(LiveFeeds.Open(path, _gl, isTimed: true));
                    _source = path;
                }
            }
            catch (Exception error) when (error is BadInputException or VisionException or IOException)
            {
                Messages.Fail(error.Message);
            }
        }
    }

    private void PressKeys()
    {
        if (_pressedAt == FramesShown)
            return;
        _pressedAt = FramesShown;
        foreach ((long frame, Key key) in _options.Keys)
        {
            if (frame == FramesShown)
                KeyTable.Find(key, Session.View)?.Do(this);
        }
    }

    private void Listen()
    {
        _window.Render += OnRender;
        _window.FileDrop += Drop;
        foreach (IKeyboard keyboard in _input.Keyboards)
            keyboard.KeyDown += (_, key, _) => KeyTable.Find(key, Session.View)?.Do(this);
        foreach (IMouse mouse in _input.Mice)
        {
            mouse.Scroll += (_, wheel) => KeyTable.Find(wheel.Y > 0 ? Key.Equal : Key.Minus, Session.View)?.Do(this);
            mouse.MouseDown += (sender, button) => Click(sender.Position, button);
        }
    }

    private void Click(Vector2 at, MouseButton button)
    {
        Vector2 pixel = at * ((float)_window.FramebufferSize.X / Math.Max(1, _window.Size.X));
        if (Session.View == ViewKind.Filter)
        {
            Vector2 cell = (pixel - new Vector2(_filter.KernelPlace.X1,
                _filter.KernelPlace.Y1)) * 3 / _filter.KernelPlace.Width;
            if (cell.X is >= 0 and < 3 && cell.Y is >= 0 and < 3)
                Session.Inspect.Change(s => s with { Cell = (3 * (int)cell.Y) + (int)cell.X });
            return;
        }

        if (button == MouseButton.Left && _video.Hit(pixel) is { } hit)
            Session.FilterClass(hit.ClassId);
        else if (Session.Engines.Settings.Classes.Length > 0)
            Session.FilterClass(null);
    }
}
