using System.Collections.Immutable;
using Silk.NET.Input;
using VisionPlugin.DemoApp.Drawing;

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
        new(Key.Equal, "+", "confidence up", w => w.Session.ChangeConf(0.05f)),
        new(Key.Minus, "-", "confidence down", w => w.Session.ChangeConf(-0.05f)),
        new(Key.RightBracket, "]", "overlap (IoU) up", w => w.Session.ChangeIou(0.05f)),
        new(Key.LeftBracket, "[", "overlap (IoU) down", w => w.Session.ChangeIou(-0.05f)),
        new(Key.C, "C", "next class, all classes", w => w.Session.NextClass()),
        new(Key.T, "T", "tracking on, off", w => w.Session.ToggleTracking()),
        new(Key.O, "O", "style of boxes", w => w.Session.Overlay = Next(w.Session.Overlay)),
        new(Key.K, "K", "mask: blur, tint, cut out", w => w.Session.MaskEffect = w.Session.MaskEffect == PictureEffect.Cut ? PictureEffect.Blur : w.Session.MaskEffect + 1),
        new(Key.Tab, "Tab", "panel: all, a line, nothing", w => w.Session.Hud = Next(w.Session.Hud)),
        new(Key.P, "P", "screenshot", w => w.SaveScreenshot()),
        new(Key.F, "F", "full screen", w => w.ToggleFullScreen()),
        new(Key.Q, "Q", "quit", w => w.Session.IsLeaving = true),
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

    private static T Next<T>(T value)
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[(Array.IndexOf(all, value) + 1) % all.Length];
    }
}
