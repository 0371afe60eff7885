using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>Puts a heading above a content.</summary>
internal static class Sheet
{
    private const int MostPixels = 100_000_000;

    /// <summary>Makes a picture.</summary>
    /// <param name="heading">What stands above.</param>
    /// <param name="width">Pixels of the content, across.</param>
    /// <param name="height">Pixels of the content, down.</param>
    /// <param name="draw">Draws the content on the picture, from this column and row on.</param>
    /// <exception cref="BadInputException">It would be too large.</exception>
    public static Picture Compose(SheetHeading heading, int width, int height, Action<Picture, int, int> draw)
    {
        const int Margin = SheetStyle.Margin;
        int inner = Math.Max(width, heading.LeastWidth), above = heading.HeightAt(inner) + SheetStyle.Gap;
        int across = inner + (2 * Margin), down = above + height + (2 * Margin);
        if ((long)across * down > MostPixels)
        {
            throw new BadInputException(
                $"{heading.Title}: a picture of {across} x {down} pixels is too large. Draw fewer, by --limit.");
        }

        int pixels = across * down;
        var picture = new Picture(across, down, new byte[4 * pixels]);
        for (int i = 0; i < pixels; i++)
        {
            (picture.Rgba[4 * i], picture.Rgba[(4 * i) + 1]) = (SheetStyle.Background.R, SheetStyle.Background.G);
            (picture.Rgba[(4 * i) + 2], picture.Rgba[(4 * i) + 3]) = (SheetStyle.Background.B, 255);
        }

        heading.Draw(picture, Margin, Margin, inner);
        draw(picture, Margin, Margin + above);
        return picture;
    }
}
