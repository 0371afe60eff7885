using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Inspect;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>The same layer on two backends, where they differ, and by how much at most.</summary>
internal sealed class CompareView(Stage stage, LiveSession session, VideoView video) : InspectView(stage, session)
{
    /// <inheritdoc/>
    public override void Draw()
    {
        Box area = Stage.Area;
        float gap = 12 * Unit, top = area.Y1 + (36 * Unit), half = (area.Width - (3 * gap)) / 2,
            row = (area.Y2 - top - (2 * gap)) / 2;
        Box Place(int column, int line) => new(
            area.X1 + gap + (column * (half + gap)), top + (line * (row + gap)),
                area.X1 + gap + (column * (half + gap)) + half, top + (line * (row + gap)) + row);
        (Box whole, Stage.Area) = (area, Place(0, 0));
        video.Draw();
        Stage.Area = whole;
        Ask(Place(0, 0));
        if (Session.Inspect.Shown is not { } inspection)
        {
            Wait(Place(1, 1), "preparing both backends ...");
            return;
        }

        LayerHeading(inspection, area.X1 + gap, top - (12 * Unit), area.Width - (2 * gap));
        Panel(inspection, 0, Place(1, 0));
        Panel(inspection, 1, Place(0, 1));
        Box difference = Place(1, 1);
        Panel(inspection, 2, difference);
        Span<char> text = stackalloc char[64];
        bool isFine = inspection.MaxError <= 1e-3f + (1e-4f * inspection.MaxValue);
        // At the top, since messages come at the bottom.
        var plate = new Box(difference.X2 - (232 * Unit), difference.Y1 + (8 * Unit), difference.X2 - (8 * Unit),
            difference.Y1 + (50 * Unit));
        float y = plate.Y2 - (6 * Unit);
        Stage.Canvas.Fill(plate, Theme.Panel, 0.88f, 8 * Unit);
        Stage.Canvas.Text(plate.X1 + (12 * Unit), y - (5 * Unit),
            FrameText.Write(text, $"{inspection.MaxError:0.0e+0}"), 24 * Unit, isFine
            ? Theme.Good : Theme.Bad, 1, bold: true);
        Stage.Canvas.Text(plate.X1 + (112 * Unit), y - (19 * Unit), "largest error", 11 * Unit, Theme.Text);
        Stage.Canvas.Text(plate.X1 + (112 * Unit), y - (4 * Unit),
            FrameText.Write(text, $"values up to {inspection.MaxValue:0.##}"), 11 * Unit, Theme.Dim);
    }

    private void Panel(Inspection inspection, int index, Box place)
    {
        Picture(inspection, index, place);
        Tag(place.X1 + (8 * Unit), place.Y1 + (8 * Unit), inspection.Captions[index], index == 2
            ? Theme.Fair : Theme.Accent);
    }
}
