using System.Collections.Immutable;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Overlay;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>
/// Boxes with labels, in pixels of the window, readable on any background. Allocates nothing per frame.
/// </summary>
internal sealed class LabelPainter(Stage stage)
{
    private const int MostKeptFree = 48;

    private readonly List<Box> _taken = new(256);
    private readonly List<Box> _keptFree = new(MostKeptFree);

    private float Unit => stage.Scale;

    /// <summary>Forgets where labels are: a new frame begins. None comes to lie under the panel.</summary>
    public void Begin()
    {
        _taken.Clear();
        _keptFree.Clear();
        _taken.Add(stage.Panel);
    }

    /// <summary>An object is there, which labels of others had better not hide.</summary>
    public void KeepFree(Box box)
    {
        if (_keptFree.Count < MostKeptFree)
            _keptFree.Add(box);
    }

    /// <summary>Draws a box.</summary>
    public void Box(Box box, Rgb color, OverlayStyle style, float alpha)
    {
        Canvas canvas = stage.Canvas;
        float radius = 3 * Unit;
        if (style == OverlayStyle.Thin)
        {
            canvas.Outline(box, Rgb.Black, 2.5f * Unit, 0.35f * alpha, radius);
            canvas.Outline(box, color, 1.25f * Unit, alpha, radius);
        }
        else if (style == OverlayStyle.Corners)
        {
            Corners(box, Rgb.Black, 4.5f * Unit, 0.35f * alpha);
            Corners(box, color, 2.5f * Unit, alpha);
        }
        else
        {
            canvas.Outline(box, Rgb.Black, 4.5f * Unit, 0.35f * alpha, radius);
            canvas.Outline(box, color, 2.5f * Unit, alpha, radius);
        }
    }

    /// <summary>Writes what a box is, above it or where else there is room.</summary>
    public void Label(Box box, Rgb color, int id, ImmutableArray<string> names, int name, float score, float alpha)
    {
        Span<char> text = stackalloc char[96];
        ReadOnlySpan<char> label = name < names.Length ? names[name] : "class";
        label = label.Length > 60 ? label[..60] : label;
        ReadOnlySpan<char> line = id > 0
            ? FrameText.Write(text, $"{label} #{id} {100 * score:0}%")
            : FrameText.Write(text, $"{label} {100 * score:0}%");
        float size = 13 * Unit, height = 20 * Unit;
        float width = stage.Canvas.Font.Width(line, size, bold: true) + (13 * Unit);
        Box place = Place(box, width, height);
        _taken.Add(place);
        stage.Canvas.Fill(place, color, 0.94f * alpha, 4 * Unit);
        stage.Canvas.Text(place.X1 + (6.5f * Unit), place.Y1 + (14.4f * Unit), line, size, color.Ink, alpha,
            bold: true);
    }

    private Box Place(Box box, float width, float height)
    {
        Box area = stage.Area;
        float half = 1.25f * Unit;
        Box At(float x, float y)
        {
            x = Math.Clamp(x, area.X1, Math.Max(area.X1, area.X2 - width));
            y = Math.Clamp(y, area.Y1, Math.Max(area.Y1, area.Y2 - height));
            return new Box(x, y, x + width, y + height);
        }

        ReadOnlySpan<Box> places =
        [
            At(box.X1 - half, box.Y1 - height - half), At(box.X1 - half, box.Y2 + half), At(box.X2 + half - width,
                box.Y1 - height - half),
            At(box.X1 + half, box.Y1 + half), At(box.X2 - half - width, box.Y2 - height - half),
        ];
        (Box best, float least) = (places[0], float.PositiveInfinity);
        foreach (Box place in places)
        {
            float hidden = HiddenBy(place, box);
            if (hidden < least)
                (best, least) = (place, hidden);
        }

        return best;
    }

    // How much of other objects a label would hide; another label must not be hidden at all.
    private float HiddenBy(Box place, Box own)
    {
        float hidden = 0;
        foreach (Box taken in _taken)
            hidden += 1000 * Shared(taken, place);
        foreach (Box box in _keptFree)
            hidden += box == own ? 0 : Shared(box, place);
        return hidden;
    }

    private static float Shared(Box a, Box b) => Math.Max(0, Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1))
        * Math.Max(0, Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1));

    private void Corners(Box box, Rgb color, float width, float alpha)
    {
        float length = Math.Min(22 * Unit, 0.3f * Math.Min(box.Width, box.Height));
        Corner(box.X1, box.Y1, length, length);
        Corner(box.X2, box.Y1, -length, length);
        Corner(box.X1, box.Y2, length, -length);
        Corner(box.X2, box.Y2, -length, -length);

        void Corner(float x, float y, float dx, float dy)
        {
            stage.Canvas.Line(new(x, y), new(x + dx, y), color, width, alpha);
            stage.Canvas.Line(new(x, y), new(x, y + dy), color, width, alpha);
        }
    }
}
