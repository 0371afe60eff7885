using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>What stands above the tiles: what they are, and which colour means what.</summary>
/// <param name="Title">The layer's name.</param>
/// <param name="Facts">What is known of it; as many on a line as there is room for.</param>
/// <param name="Bar">The colours that are shown from the least to the greatest; null for none.</param>
/// <param name="Least">What is written before them.</param>
/// <param name="Greatest">What is written after them.</param>
internal sealed record SheetHeading(
    string Title, IReadOnlyList<string> Facts, ActivationScale? Bar = null, string Least = "", string Greatest = "")
{
    private const int BarWidth = 180, BarHeight = 10, Line = 19;

    /// <summary>Pixels across that it needs at least.</summary>
    public int LeastWidth => (int)MathF.Ceiling(Math.Max(440, Math.Max(BarLineWidth, Facts.Max(WidthOf))));

    private float BarLineWidth => Bar is null ? 0 : BarWidth + WidthOf(Least) + WidthOf(Greatest) + 20;

    /// <summary>Pixels down at a width.</summary>
    public int HeightAt(int width) => 24 + (Line * (Lines(width).Count + (Bar is null ? 0 : 1)));

    /// <summary>Draws it.</summary>
    /// <param name="picture">What it is drawn on.</param>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Pixels across.</param>
    public void Draw(Picture picture, int left, int top, int width)
    {
        var canvas = new PictureCanvas(picture);
        canvas.Text(left, top, SheetStyle.Title, SheetStyle.Shorten(Title, SheetStyle.Title, width), SheetStyle.Ink);
        float y = top + 24;
        foreach (string line in Lines(width))
        {
            canvas.Text(left, y, SheetStyle.Fact, line, SheetStyle.Faint);
            y += Line;
        }

        if (Bar is not { } scale)
            return;
        canvas.Text(left, y + 1, SheetStyle.Fact, Least, SheetStyle.Faint);
        int x = left + (int)(WidthOf(Least) + (Least.Length > 0 ? 10 : 0));
        Span<float> levels = stackalloc float[BarWidth];
        for (int i = 0; i < BarWidth; i++)
            levels[i] = (float)i / (BarWidth - 1);
        var bar = new ActivationScale(0, 1, scale.Colors);
        int row = (int)y;
        bar.Draw(levels, BarWidth, picture.Rgba.AsSpan(4 * ((row * picture.Width) + x)), BarWidth, BarHeight,
            4 * picture.Width);
        var edge = new Box(x - 0.5f, row - 0.5f, x + BarWidth + 0.5f, row + BarHeight + 0.5f);
        canvas.Outline(edge, 0, 1, SheetStyle.Faint, 0.6f);
        canvas.Text(x + BarWidth + 10, y + 1, SheetStyle.Fact, Greatest, SheetStyle.Faint);
    }

    private static float WidthOf(string text) => PictureCanvas.TextWidth(SheetStyle.Fact, text);

    private List<string> Lines(int width)
    {
        var lines = new List<string>();
        foreach (string fact in Facts)
        {
            string longer = lines.Count == 0 ? fact : $"{lines[^1]}   {fact}";
            if (lines.Count > 0 && WidthOf(longer) <= width)
                lines[^1] = longer;
            else
                lines.Add(fact);
        }

        return lines;
    }
}
