using System.Globalization;
using System.Numerics;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>A letter as line segments, in the units of <see cref="GlyphTable"/>.</summary>
internal sealed class Glyph
{
    private static readonly Dictionary<char, Glyph> Known = [];

    private Glyph(string strokes)
    {
        var segments = new List<(Vector2 From, Vector2 To)>();
        foreach (string stroke in strokes.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            List<Vector2> points = [.. stroke.Split(' ').SelectMany(Points)];
            for (int i = 1; i < points.Count; i++)
                segments.Add((points[i - 1], points[i]));
        }

        Segments = [.. segments];
        Width = segments.Count == 0 ? 2.2f : segments.Max(s => Math.Max(s.From.X, s.To.X));
    }

    /// <summary>The strokes, arcs as short lines.</summary>
    public (Vector2 From, Vector2 To)[] Segments { get; }

    /// <summary>Rightmost x; a space's own width.</summary>
    public float Width { get; }

    /// <summary>The letter of a character.</summary>
    public static Glyph Of(char character)
    {
        if (!Known.TryGetValue(character, out Glyph? glyph))
            Known[character] = glyph = new Glyph(GlyphTable.Strokes.GetValueOrDefault(character, GlyphTable.Unknown));
        return glyph;
    }

    /// <summary>Distance of a point to the nearest stroke.</summary>
    public float DistanceTo(Vector2 point)
    {
        float nearest = float.MaxValue;
        foreach ((Vector2 from, Vector2 to) in Segments)
        {
            Vector2 line = to - from;
            float along = Math.Clamp(Vector2.Dot(point - from, line) / Math.Max(line.LengthSquared(), 1e-12f), 0, 1);
            nearest = Math.Min(nearest, Vector2.DistanceSquared(point, from + (along * line)));
        }

        return MathF.Sqrt(nearest);
    }

    private static IEnumerable<Vector2> Points(string token)
    {
        float[] n = [.. token.Trim('(', ')').Split(',').Select(t => float.Parse(t, CultureInfo.InvariantCulture))];
        if (n.Length == 2)
            return [new Vector2(n[0], n[1])];
        int steps = Math.Max(2, (int)(Math.Abs(n[5] - n[4]) / 15));
        return Enumerable.Range(0, steps + 1).Select(i =>
        {
            (float sin, float cos) = MathF.SinCos((n[4] + ((n[5] - n[4]) * i / steps)) * MathF.PI / 180);
            return new Vector2(n[0] + (n[2] * cos), n[1] + (n[3] * sin));
        });
    }
}
