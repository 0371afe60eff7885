using System.Runtime.InteropServices;

namespace VisionPlugin.Components.Activations;

/// <summary>256 colours for 256 levels.</summary>
internal static class Palette
{
    /// <summary>The colour of what is no number: magenta, which no palette has.</summary>
    public static readonly uint NotANumber = Rgba(255, 0, 255);

    /// <summary>The colour between maps.</summary>
    public static readonly uint Background = Rgba(14, 14, 14);

    private static readonly uint[] Greys = [.. Enumerable.Range(0, 256).Select(i => Rgba(i, i, i))];

    // Levels with their colours; in between they change evenly. Brightness grows throughout.
    private static readonly uint[] Heats = Between(
        (0, 0, 0, 0), (56, 30, 25, 120), (112, 150, 30, 110),
        (168, 235, 95, 45), (224, 250, 210, 80), (255, 255, 255, 250));

    // White is the level of zero, which is just above the middle of 256.
    private static readonly uint[] Signs = Between(
        (0, 20, 60, 175), (64, 95, 155, 235), (128, 255, 255, 255), (192, 245, 125, 90), (255, 175, 15, 25));

    /// <summary>The colours, as the bytes R, G, B, A in memory.</summary>
    public static ReadOnlySpan<uint> Of(ActivationColors colors) => colors switch
    {
        ActivationColors.Grey => Greys,
        ActivationColors.Heat => Heats,
        ActivationColors.Diverging => Signs,
        _ => throw new ArgumentOutOfRangeException(nameof(colors), colors, "Not a palette."),
    };

    /// <summary>A colour as the bytes R, G, B, A in memory.</summary>
    public static uint Rgba(int r, int g, int b) => MemoryMarshal.Read<uint>([(byte)r, (byte)g, (byte)b, 255]);

    private static uint[] Between(params (int Level, int R, int G, int B)[] points)
    {
        uint[] colors = new uint[256];
        for (int level = 0, point = 0; level < 256; level++)
        {
            point += level > points[point + 1].Level ? 1 : 0;
            (int start, int r0, int g0, int b0) = points[point];
            (int end, int r1, int g1, int b1) = points[point + 1];
            float part = (level - start) / (float)(end - start);
            colors[level] = Rgba(Mix(r0, r1, part), Mix(g0, g1, part), Mix(b0, b1, part));
        }

        return colors;
    }

    private static int Mix(int from, int to, float part) => (int)MathF.Round(from + (part * (to - from)));
}
