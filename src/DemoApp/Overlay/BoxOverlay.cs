using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>Draws boxes with labels, sized to the picture, readable on any background.</summary>
internal static class BoxOverlay
{
    /// <summary>Draws boxes, the most important first in the list: it comes to lie on top, and its label is placed first.</summary>
    public static void Draw(PictureCanvas canvas, IReadOnlyList<LabelledBox> boxes)
    {
        float pen = 3 * Unit(canvas);
        for (int i = boxes.Count - 1; i >= 0; i--)
        {
            Box visible = Visible(canvas, boxes[i].Box, pen);
            canvas.Outline(visible, pen, pen + 2, Rgb.Black, 0.35f);
            canvas.Outline(visible, pen, pen, boxes[i].Color);
        }

        var taken = new List<Box>();
        foreach (LabelledBox box in boxes)
            DrawLabel(canvas, box, pen, taken);
    }

    private static void DrawLabel(PictureCanvas canvas, LabelledBox box, float pen, List<Box> taken)
    {
        float size = Math.Max(7.5f, 8 * Unit(canvas)), pad = 0.55f * size;
        Box place = Place(canvas, Visible(canvas, box.Box, pen), PictureCanvas.TextWidth(size, box.Label) + (2 * pad), size + (2 * pad), pen, taken);
        taken.Add(place);
        canvas.Fill(place, pen, box.Color, 0.92f);
        canvas.Text(place.X1 + pad, place.Y1 + pad, size, box.Label, box.Color.Ink);
    }

    // Above the box, else inside (a box hardly larger than its label: below), left before right: the first place on the
    // picture that is free.
    private static Box Place(PictureCanvas canvas, Box box, float width, float height, float pen, List<Box> taken)
    {
        float half = pen / 2;
        Box At(float x, float y)
        {
            x = Math.Clamp(x, 0, Math.Max(0, canvas.Width - width));
            return new Box(x, y, x + width, y + height);
        }

        Box[] above = [At(box.X1 - half, box.Y1 - height), At(box.X2 + half - width, box.Y1 - height)];
        Box[] below = [At(box.X1 - half, box.Y2 + half), At(box.X2 + half - width, box.Y2 + half)];
        Box[] inside =
        [
            At(box.X1 + half, box.Y1 + half), At(box.X2 - half - width, box.Y1 + half),
            At(box.X1 + half, box.Y2 - half - height), At(box.X2 - half - width, box.Y2 - half - height),
        ];
        bool isSmall = box.Height < 3 * height || box.Width < width;
        Box[] places = isSmall ? [.. above, .. below, .. inside] : [above[0], inside[0], above[1], .. inside[1..], .. below];
        bool IsFree(Box place) => place.Y1 >= 0 && place.Y2 <= canvas.Height && taken.TrueForAll(t => t.IoU(place) <= 0);
        return places.FirstOrDefault(IsFree, box.Y1 >= height ? above[0] : inside[0]);
    }

    // The part on the picture, half a pen from its edges, so that no line is cut in half.
    private static Box Visible(PictureCanvas canvas, Box box, float pen)
    {
        Box clipped = box.Clip(canvas.Width, canvas.Height);
        float half = pen / 2;
        return new Box(Math.Max(clipped.X1, half), Math.Max(clipped.Y1, half),
            Math.Min(clipped.X2, canvas.Width - half), Math.Min(clipped.Y2, canvas.Height - half));
    }

    // 1 on a picture of 500 pixels.
    private static float Unit(PictureCanvas canvas) => Math.Clamp(Math.Max(canvas.Width, canvas.Height) / 500f, 0.7f, 8);
}
