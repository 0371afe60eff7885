namespace VisionPlugin.DemoApp.Overlay;

/// <summary>A colour, 8 bits a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static readonly Rgb Black = new(0, 0, 0);
    public static readonly Rgb White = new(255, 255, 255);

    // Twenty colours of similar lightness, neighbours far apart in hue.
    private static readonly Rgb[] Palette =
    [
        new(255, 92, 92), new(64, 196, 255), new(255, 202, 58), new(138, 226, 52), new(214, 124, 255),
        new(255, 146, 43), new(0, 214, 170), new(255, 121, 198), new(120, 150, 255), new(196, 214, 0),
        new(255, 168, 148), new(0, 188, 212), new(240, 230, 120), new(102, 217, 120), new(186, 160, 255),
        new(230, 160, 90), new(120, 220, 232), new(250, 110, 150), new(150, 190, 240), new(170, 200, 90),
    ];

    /// <summary>Number of colours for classes, which are used over and over.</summary>
    public static int Count => Palette.Length;

    /// <summary>The colour that stands for a class, always the same.</summary>
    public static Rgb OfClass(int classId) => Palette[(int)((uint)classId % (uint)Palette.Length)];

    /// <summary>Black or white, whichever reads better on this colour.</summary>
    public Rgb Ink => (0.299 * R) + (0.587 * G) + (0.114 * B) > 140 ? Black : White;

    /// <summary>As in a style sheet: <c>#ff5c5c</c>.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
