using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>A picture and its neighbours, a row for each way to measure distance.</summary>
internal static class NeighbourSheet
{
    private const int Side = 112, Title = 20, Caption = 30, Space = 2 * SheetStyle.Gap;

    /// <summary>Draws.</summary>
    /// <param name="heading">What stands above.</param>
    /// <param name="query">The picture.</param>
    /// <param name="rows">Titles and neighbours.</param>
    /// <exception cref="BadInputException">A neighbour can no longer be read, or there are too many to draw.</exception>
    public static Picture Draw(
        SheetHeading heading, Picture query, IReadOnlyList<(string Title, IReadOnlyList<NearPicture> Near)> rows)
    {
        int columns = 1 + rows.Max(r => r.Near.Count), height = Title + Side + Caption;
        return Sheet.Compose(heading, (columns * (Side + Space)) - Space, rows.Count * height, (picture, left, top) =>
        {
            var canvas = new PictureCanvas(picture);
            for (int r = 0; r < rows.Count; r++)
            {
                int y = top + (r * height);
                canvas.Text(left + Side + Space, y + 4, SheetStyle.Fact, rows[r].Title, SheetStyle.Ink);
                for (int i = 0; i < rows[r].Near.Count; i++)
                {
                    NearPicture near = rows[r].Near[i];
                    int x = left + ((i + 1) * (Side + Space));
                    Thumbnail.Draw(Picture.Load(near.Picture), picture, x, y + Title, Side);
                    Write(canvas, x, y + Title + Side, Path.GetFileName(near.Picture), SheetStyle.Number(near.Distance));
                }
            }

            Thumbnail.Draw(query, picture, left, top + Title, Side);
            Write(canvas, left, top + Title + Side, "the picture", "");
        });
    }

    private static void Write(PictureCanvas canvas, int x, int y, string name, string distance)
    {
        canvas.Text(x, y + 4, SheetStyle.Label, SheetStyle.Shorten(name, SheetStyle.Label, Side), SheetStyle.Faint);
        canvas.Text(x, y + 17, SheetStyle.Label, distance, SheetStyle.Ink);
    }
}
