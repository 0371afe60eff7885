using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Overlay;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>
/// The list in a picture's lower left corner: the likeliest classes of all of it, or what the colours of a mask mean.
/// Allocates nothing per frame.
/// </summary>
internal sealed class ClassPainter(Stage stage)
{
    private const float Row = 22, Width = 230, Margin = 14;

    private readonly List<int> _shown = new(256);

    /// <summary>Draws what there is of it.</summary>
    public void Draw(Findings findings, Box place)
    {
        if (findings.Classes.Length > 0)
            DrawClasses(findings, place);
        else if (findings.MaskKind == MaskKind.ClassIndex)
            DrawLegend(findings, place);
    }

    private void DrawClasses(Findings findings, Box place)
    {
        float unit = stage.Scale, width = Width * unit;
        (float left, float top) = Plate(place, findings.Classes.Length);
        Span<char> text = stackalloc char[16];
        foreach (Classification found in findings.Classes)
        {
            stage.Canvas.Fill(new Box(left, top + (2 * unit), left + (width * Math.Clamp(found.Score, 0.01f, 1)),
                top + ((Row - 2) * unit)), Rgb.OfClass(found.ClassId), 0.55f, 3 * unit);
            stage.Canvas.Text(left + (6 * unit), top + (15 * unit), NameOf(findings, found.ClassId), 12.5f * unit,
                Theme.Text);
            stage.Canvas.TextRight(left + width - (4 * unit), top + (15 * unit),
                FrameText.Write(text, $"{100 * found.Score:0.0}%"), 12.5f * unit, Theme.Text);
            top += Row * unit;
        }
    }

    // The classes that there are, largest first; all of them where nobody has counted, since the mask is on the GPU.
    private void DrawLegend(Findings findings, Box place)
    {
        float unit = stage.Scale;
        int room = (int)((place.Height / unit - (2 * Margin)) / Row);
        ReadOnlySpan<int> areas = findings.ClassAreas;
        int all = Choose(areas, findings.Labels.Length, room);
        (float left, float top) = Plate(place, _shown.Count);
        Span<char> text = stackalloc char[16];
        foreach (int index in _shown)
        {
            stage.Canvas.Fill(new Box(left + (2 * unit), top + (4 * unit), left + (16 * unit), top + (18 * unit)),
                Rgb.OfClass(index), 1, 3 * unit);
            stage.Canvas.Text(left + (24 * unit), top + (15 * unit), NameOf(findings, index), 12.5f * unit, Theme.Text);
            if (all > 0)
            {
                stage.Canvas.TextRight(left + (Width * unit) - (4 * unit), top + (15 * unit),
                    FrameText.Write(text, $"{100.0 * areas[index] / all:0.0}%"), 12.5f * unit, Theme.Dim);
            }

            top += Row * unit;
        }
    }

    // Number of all pixels; 0 if it is not known.
    private int Choose(ReadOnlySpan<int> areas, int labels, int room)
    {
        _shown.Clear();
        int all = 0;
        foreach (int area in areas)
            all += area;
        for (int count = 0; count < room; count++)
        {
            int best = 0;
            for (int i = 1; i < areas.Length; i++)
            {
                bool isNext = all > 0 ? areas[i] > (best > 0 ? areas[best] : 0) : best == 0 && i < labels;
                if (isNext && !_shown.Contains(i))
                    best = i;
            }

            if (best == 0)
                break;
            _shown.Add(best);
        }

        return all;
    }

    // Its inner left upper corner.
    private (float Left, float Top) Plate(Box place, int rows)
    {
        float unit = stage.Scale, left = place.X1 + (Margin * unit);
        float top = place.Y2 - (Margin * unit) - (rows * Row * unit);
        if (rows > 0)
        {
            stage.Canvas.Fill(new Box(left - (8 * unit), top - (6 * unit), left + ((Width + 8) * unit),
                place.Y2 - (10 * unit)), Theme.Panel, 0.8f, 8 * unit);
        }

        return (left, top);
    }

    private static string NameOf(Findings findings, int index) =>
        index < findings.Labels.Length ? findings.Labels[index] : "class";
}
