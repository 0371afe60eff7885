namespace VisionPlugin.Components.Activations;

/// <summary>
/// Where maps of one size lie in a picture: in rows and columns, as large as they fit, in their proportions.
/// </summary>
/// <param name="Columns">Maps side by side.</param>
/// <param name="Rows">Maps one below the other.</param>
/// <param name="Width">Pixels of a map, across.</param>
/// <param name="Height">Pixels of a map, down.</param>
/// <param name="Gap">Pixels between maps.</param>
internal readonly record struct TileGrid(int Columns, int Rows, int Width, int Height, int Gap)
{
    // Smaller maps touch each other, for a gap would cost too much of the picture.
    private const int LeastWithGap = 4;

    /// <summary>The grid in which the maps are the largest.</summary>
    /// <param name="count">Number of maps.</param>
    /// <param name="mapWidth">Columns of a map.</param>
    /// <param name="mapHeight">Rows of a map.</param>
    /// <param name="width">Pixels of the picture, across.</param>
    /// <param name="height">Pixels of the picture, down.</param>
    /// <exception cref="ArgumentException">The picture has not a pixel for each map.</exception>
    public static TileGrid Fit(int count, int mapWidth, int mapHeight, int width, int height)
    {
        TileGrid best = default;
        for (int columns = 1; columns <= Math.Min(count, width); columns++)
        {
            int rows = (count + columns - 1) / columns;
            TileGrid grid = Fit(columns, rows, mapWidth, mapHeight, width, height, gap: 1);
            if (Math.Min(grid.Width, grid.Height) < LeastWithGap)
                grid = Fit(columns, rows, mapWidth, mapHeight, width, height, gap: 0);
            if (rows <= height && grid.Width * grid.Height > best.Width * best.Height)
                best = grid;
        }

        return best.Columns > 0 ? best
            : throw new ArgumentException($"A picture of {width} x {height} pixels has no room for {count} maps.");
    }

    private static TileGrid Fit(int columns, int rows, int mapWidth, int mapHeight, int width, int height, int gap)
    {
        double across = (width - (gap * (columns - 1))) / (double)columns;
        double down = (height - (gap * (rows - 1))) / (double)rows;
        double scale = Math.Min(across / mapWidth, down / mapHeight);
        return new TileGrid(columns, rows, Side(mapWidth * scale, across), Side(mapHeight * scale, down), gap);
    }

    // At least a pixel if there is room for one, even where that is out of proportion.
    private static int Side(double wanted, double room) => room < 1 ? 0 : Math.Max(1, (int)(wanted + 1e-9));
}
