using System.Collections.Immutable;
using Silk.NET.Input;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Inspect;

namespace VisionPlugin.DemoApp.Live;

/// <summary>All keys, in the order in which they are listed.</summary>
internal static class KeyTable
{
    public static readonly ImmutableArray<KeyBinding> All =
    [
        new(Key.H, "H", "this list", w => w.Session.ShowsKeys = !w.Session.ShowsKeys),
        new(Key.Space, "Space", "pause, go on", w => w.Session.TogglePause()),
        new(Key.N, "N", "next frame", w => w.Session.Step()),
        new(Key.S, "S", "next file of a folder", w => w.Session.Feed.Next()),
        new(Key.M, "M", "next model", w => w.Session.NextMode()),
        new(Key.B, "B", "next backend: GPU, CPU, reference", w => w.Session.NextBackend()),
        new(Key.V, "V", "next view: video, activations, compare, filter", w => w.NextView()),
        new(Key.Number1, "1", "video", w => w.Session.View = ViewKind.Video),
        new(Key.Number2, "2", "activations: the inside of the network", w => w.Session.View = ViewKind.Activations),
        new(Key.Number3, "3", "compare: GPU against CPU", w => w.Session.View = ViewKind.Compare),
        new(Key.Number4, "4", "filter: a kernel to edit", w => w.Session.View = ViewKind.Filter),
        new(Key.Equal, "+", "confidence up", w => w.Session.ChangeConf(0.05f)),
        new(Key.Minus, "-", "confidence down", w => w.Session.ChangeConf(-0.05f)),
        new(Key.RightBracket, "]", "overlap (IoU) up", w => w.Session.ChangeIou(0.05f)),
        new(Key.LeftBracket, "[", "overlap (IoU) down", w => w.Session.ChangeIou(-0.05f)),
        new(Key.C, "C", "next class, all classes", w => w.Session.NextClass()),
        new(Key.T, "T", "tracking on, off", w => w.Session.ToggleTracking()),
        new(Key.O, "O", "style of boxes", w => w.Session.Overlay = Next(w.Session.Overlay)),
        new(Key.K, "K", "mask: blur, tint, cut out", w =>
            w.Session.MaskEffect = w.Session.MaskEffect == PictureEffect.Cut
            ? PictureEffect.Blur : w.Session.MaskEffect + 1),
        new(Key.Tab, "Tab", "panel: all, a line, nothing", w => w.Session.Hud = Next(w.Session.Hud)),
        new(Key.P, "P", "screenshot", w => w.SaveScreenshot()),
        new(Key.R, "R", "record as video, stop", w => w.ToggleRecording()),
        new(Key.F, "F", "full screen", w => w.ToggleFullScreen()),
        new(Key.Q, "Q", "quit", w => w.Session.IsLeaving = true),
        .. LayerKeys(ViewKind.Activations),
        .. LayerKeys(ViewKind.Compare),
        new(Key.Left, "Left", "cell to the left", w => MoveCell(w, -1, 0), ViewKind.Filter),
        new(Key.Right, "Right", "cell to the right", w => MoveCell(w, 1, 0), ViewKind.Filter),
        new(Key.Up, "Up", "cell above", w => MoveCell(w, 0, -1), ViewKind.Filter),
        new(Key.Down, "Down", "cell below", w => MoveCell(w, 0, 1), ViewKind.Filter),
        new(Key.Equal, "+", "the cell's number up", w => SetCell(w, value => value + 0.25f), ViewKind.Filter),
        new(Key.Minus, "-", "the cell's number down", w => SetCell(w, value => value - 0.25f), ViewKind.Filter),
        new(Key.Number0, "0", "empty the cell", w => SetCell(w, _ => 0), ViewKind.Filter),
        new(Key.X, "X", "next kernel", NextKernel, ViewKind.Filter),
        new(Key.Escape, "Esc", "close this list, quit", w => w.Escape()),
    ];

    /// <summary>What a key does in a view; null for nothing.</summary>
    public static KeyBinding? Find(Key key, ViewKind view)
    {
        KeyBinding? everywhere = null;
        foreach (KeyBinding binding in All)
        {
            if (binding.Key != key)
                continue;
            if (binding.View == view)
                return binding;
            everywhere ??= binding.View is null ? binding : null;
        }

        return everywhere;
    }

    private static IEnumerable<KeyBinding> LayerKeys(ViewKind view) =>
    [
        new(Key.Right, "Right", "next layer", w => MoveLayer(w, 1), view),
        new(Key.Left, "Left", "layer before", w => MoveLayer(w, -1), view),
        new(Key.Down, "Down", "ten layers on", w => MoveLayer(w, 10), view),
        new(Key.Up, "Up", "ten layers back", w => MoveLayer(w, -10), view),
        new(Key.G, "G", "grey or coloured maps", w => w.Session.Inspect.Change(s => s with { IsGrey = !s.IsGrey }),
            view),
        new(Key.L, "L", "one scale a map or a layer", w => w.Session.Inspect.Change(s =>
            s with { SharesScale = !s.SharesScale }), view),
    ];

    private static void MoveLayer(LiveWindow window, int by) => window.Session.Inspect.Change(s =>
        s with { Layer = s.Layer + by });

    private static void MoveCell(LiveWindow window, int x, int y) => window.Session.Inspect.Change(
        s => s with { Cell = (((s.Cell / 3) + y + 3) % 3 * 3) + (((s.Cell % 3) + x + 3) % 3) });

    private static void SetCell(LiveWindow window, Func<float, float> change) => window.Session.Inspect.Change(
        s => s with { Kernel = s.Kernel.SetItem(s.Cell, Math.Clamp(change(s.Kernel[s.Cell]), -9, 9)) });

    private static void NextKernel(LiveWindow window) => window.Session.Inspect.Change(s =>
    {
        int current = 0;
        while (current < KernelPreset.All.Length
            && !KernelPreset.All[current].Values.AsSpan().SequenceEqual(s.Kernel.AsSpan()))
            current++;
        return s with { Kernel = KernelPreset.All[(current + 1) % KernelPreset.All.Length].Values };
    });

    private static T Next<T>(T value)
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[(Array.IndexOf(all, value) + 1) % all.Length];
    }
}
