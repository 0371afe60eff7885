using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Draws maps as pictures with a pixel a value, which browsers enlarge.</summary>
internal static class MapPainter
{
    // Maps as small as these touch each other (TileGrid).
    private const int LeastWithGap = 4;

    /// <summary>All maps in rows and columns, about as wide as high.</summary>
    public static Picture Draw(MapSet maps, (float Least, float Greatest) scale)
    {
        int gap = Math.Min(maps.Width, maps.Height) >= LeastWithGap ? 1 : 0;
        int columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(maps.Count * (double)maps.Height / maps.Width)), 1, maps.Count);
        int rows = (maps.Count + columns - 1) / columns;
        int width = (columns * (maps.Width + gap)) - gap, height = (rows * (maps.Height + gap)) - gap;
        byte[] rgba = new byte[4 * width * height];
        ActivationPicture.Draw(maps.Values, new TensorShape(maps.Count, maps.Height, maps.Width), scale, rgba, width, height);
        return new Picture(width, height, rgba);
    }

    /// <summary>The colours, from the least to the greatest.</summary>
    public static Picture Palette()
    {
        const int Levels = 64;
        byte[] rgba = new byte[4 * Levels];
        ActivationPicture.Draw([.. Enumerable.Range(0, Levels).Select(i => (float)i)], new TensorShape(1, 1, Levels), (0, Levels - 1), rgba, Levels, 1);
        return new Picture(Levels, 1, rgba);
    }
}
