namespace VisionPlugin.DemoApp.Sheets;

/// <summary>Where tiles of one size lie on a sheet, each below its label.</summary>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Rows">Tiles one below the other.</param>
/// <param name="Width">Pixels of a tile, across.</param>
/// <param name="Height">Pixels of a tile, down.</param>
/// <param name="CellWidth">Pixels from one tile to the next, across.</param>
/// <param name="CellHeight">Pixels from one tile to the next, down.</param>
internal readonly record struct TileLayout(int Columns, int Rows, int Width, int Height, int CellWidth, int CellHeight)
{
    /// <summary>Pixels above a tile for its label.</summary>
    public const int LabelHeight = 12;

    // Below this nothing can be seen; a sheet rather grows.
    private const int LeastSide = 8, UsualLeastSide = 20;

    /// <summary>Pixels of all, across.</summary>
    public int TotalWidth => (Columns * CellWidth) - SheetStyle.Gap;

    /// <summary>Pixels of all, down.</summary>
    public int TotalHeight => (Rows * CellHeight) - SheetStyle.Gap;

    /// <summary>
    /// The layout with the largest tiles that keeps to the size of a sheet. Tiles are a whole number of times as large
    /// as their maps, or, where these are large, smaller.
    /// </summary>
    /// <param name="count">Number of tiles.</param>
    /// <param name="mapWidth">Columns of a map.</param>
    /// <param name="mapHeight">Rows of a map.</param>
    /// <param name="labelWidth">Pixels of the widest label.</param>
    /// <param name="most">Pixels that a tile has at most on its longer side, unless its map has more.</param>
    public static TileLayout Fit(int count, int mapWidth, int mapHeight, float labelWidth, int most)
    {
        int longer = Math.Max(mapWidth, mapHeight);
        double scale = Math.Max(1, most / longer);
        scale = longer > most ? (double)most / longer : scale;
        while (true)
        {
            TileLayout layout = Arrange(count, Side(mapWidth * scale), Side(mapHeight * scale), labelWidth);
            double next = scale > 1 ? scale - 1 : scale * 0.8;
            if (layout.TotalHeight <= SheetStyle.Height || next * longer < UsualLeastSide)
                return layout;
            scale = next;
        }
    }

    /// <summary>Column and row of a tile's left upper pixel, its label above it, relative to the whole.</summary>
    public (int X, int Y) At(int index) => (index % Columns * CellWidth, (index / Columns * CellHeight) + LabelHeight);

    /// <summary>Tiles of a given size in as many columns as make the whole somewhat wider than high.</summary>
    public static TileLayout Arrange(int count, int width, int height, float labelWidth)
    {
        int cellWidth = Math.Max(width, (int)MathF.Ceiling(labelWidth)) + SheetStyle.Gap;
        int cellHeight = height + LabelHeight + SheetStyle.Gap;
        double even = Math.Sqrt(count * 1.25 * cellHeight / cellWidth);
        int room = Math.Max(1, (SheetStyle.Width + SheetStyle.Gap) / cellWidth), best = 1;
        double least = double.MaxValue;
        for (int columns = 1; columns <= Math.Min(room, count); columns++)
        {
            // A full last row is worth some lack of proportion.
            int empty = (columns - (count % columns)) % columns;
            double cost = Math.Abs(Math.Log(columns / even)) + (0.6 * empty / columns);
            if (cost < least)
                (best, least) = (columns, cost);
        }

        return new TileLayout(best, (count + best - 1) / best, width, height, cellWidth, cellHeight);
    }

    private static int Side(double pixels) => Math.Max(LeastSide, (int)Math.Round(pixels));
}
