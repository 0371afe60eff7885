using VisionPlugin.DemoApp.Overlay;

namespace VisionPlugin.DemoApp.Live.Hud;

/// <summary>Colours of what lies over the picture.</summary>
internal static class Theme
{
    public static readonly Rgb Window = new(9, 11, 15);
    public static readonly Rgb Panel = new(17, 20, 27);
    public static readonly Rgb Rule = new(58, 66, 82);
    public static readonly Rgb Text = new(238, 241, 246);
    public static readonly Rgb Dim = new(150, 160, 178);
    public static readonly Rgb Accent = new(86, 196, 255);
    public static readonly Rgb Good = new(94, 224, 148);
    public static readonly Rgb Fair = new(255, 196, 84);
    public static readonly Rgb Bad = new(255, 104, 104);

    /// <summary>Of the parts of a frame's way.</summary>
    public static readonly Rgb[] Parts =
        [new(122, 134, 158), new(64, 214, 196), new(120, 226, 116), new(86, 160, 255), new(196, 132, 255),
            new(255, 168, 72)];
}
