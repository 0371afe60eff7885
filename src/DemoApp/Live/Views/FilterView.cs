using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Inspect;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>The frames before and after a 3x3 kernel, and the kernel.</summary>
internal sealed class FilterView(Stage stage, LiveSession session) : InspectView(stage, session)
{
    private const float Cell = 52;

    /// <summary>Where the kernel's cells are, in pixels of the window.</summary>
    public Box KernelPlace { get; private set; }

    /// <inheritdoc/>
    public override void Draw()
    {
        Box area = Stage.Area;
        float gap = 12 * Unit, kernel = 3 * Cell * Unit;
        float top = area.Y1 + (36 * Unit), bottom = area.Y2 - kernel - (3 * gap) - (22 * Unit);
        float half = (area.Width - (3 * gap)) / 2;
        var left = new Box(area.X1 + gap, top, area.X1 + gap + half, bottom);
        var right = new Box(left.X2 + gap, top, left.X2 + gap + half, bottom);
        Ask(left);
        if (Session.Inspect.Shown is { } inspection)
        {
            Before(inspection, left, right);
            Span<char> rest = stackalloc char[160];
            Heading(area.X1 + gap, top - (12 * Unit), "One convolution",
                FrameText.Write(rest, $"{inspection.Milliseconds:0.00} ms  {inspection.Backend}"),
                area.Width - (2 * gap));
        }
        else
        {
            Wait(left, "preparing the convolution ...");
        }

        Kernel(area.X1 + gap, bottom + gap + (22 * Unit));
    }

    private void Before(Inspection inspection, Box left, Box right)
    {
        for (int i = 0; i < 2; i++)
        {
            Panel panel = inspection.Panels[i];
            Box place = Stage.Fit(panel.Width, panel.Height, i == 0 ? left : right);
            Picture(inspection, i, place);
            Tag(place.X1 + (8 * Unit), place.Y1 + (8 * Unit), inspection.Captions[i], i == 0
                ? Theme.Dim : Theme.Accent);
        }
    }

    private void Kernel(float x, float y)
    {
        InspectSettings settings = Session.Inspect.Settings;
        float cell = Cell * Unit;
        KernelPlace = new Box(x, y, x + (3 * cell), y + (3 * cell));
        Stage.Canvas.Text(x, y - (9 * Unit), KernelPreset.NameOf(settings.Kernel) ?? "your own", 13 * Unit, Theme.Text,
            1, bold: true);
        Span<char> text = stackalloc char[16];
        for (int i = 0; i < 9; i++)
        {
            float value = settings.Kernel[i], strength = Math.Clamp(Math.Abs(value) / 2, 0, 1);
            var place = new Box(x + (i % 3 * cell), y + (i / 3 * cell), x + ((i % 3) + 1) * cell - (3 * Unit),
                y + ((i / 3) + 1) * cell - (3 * Unit));
            Stage.Canvas.Fill(place, Theme.Panel, 1, 6 * Unit);
            Stage.Canvas.Fill(place, value < 0 ? Theme.Bad : Theme.Accent, 0.65f * strength, 6 * Unit);
            if (i == settings.Cell)
                Stage.Canvas.Outline(place, Theme.Fair, 2 * Unit, 1, 6 * Unit);
            ReadOnlySpan<char> number = FrameText.Write(text, $"{value:0.###}");
            float width = Stage.Canvas.Font.Width(number, 14 * Unit, bold: true);
            Stage.Canvas.Text((place.X1 + place.X2 - width) / 2, place.Y1 + (29 * Unit), number, 14 * Unit,
                Theme.Text, 1, bold: true);
        }

        float right = KernelPlace.X2 + (16 * Unit);
        Stage.Canvas.Text(right, y + (18 * Unit), "arrows choose a cell, + and - change it", 12 * Unit, Theme.Dim);
        Stage.Canvas.Text(right, y + (38 * Unit), "X takes the next kernel, 0 empties the cell", 12 * Unit, Theme.Dim);
        Stage.Canvas.Text(right, y + (66 * Unit), "Each pixel becomes the sum of its neighbours, times these numbers:",
            12 * Unit, Theme.Text);
        Stage.Canvas.Text(right, y + (84 * Unit), "what each layer of a network does, with numbers that it has learnt.",
            12 * Unit, Theme.Text);
    }
}
