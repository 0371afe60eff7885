using System.Runtime.InteropServices;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components.Activations;

/// <summary>Draws the maps of a layer side by side. Allocates nothing.</summary>
internal static class ActivationPainter
{
    /// <summary>Number and size of the maps of a shape; false if it cannot be shown.</summary>
    public static bool TryMaps(TensorShape shape, out int count, out int width, out int height)
    {
        (count, height, width) = shape.Rank switch
        {
            4 when shape[0] == 1 => (shape[1], shape[2], shape[3]),
            3 => (shape[0], shape[1], shape[2]),
            2 when shape[0] == 1 => (shape[1], 1, 1),
            _ => (0, 0, 0),
        };
        return count > 0 && width > 0 && height > 0;
    }

    /// <summary>Draws.</summary>
    /// <param name="values">The maps, one after the other.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="pixels">Receives R, G, B, A.</param>
    /// <param name="size">Pixels across and down, and bytes from row to row.</param>
    /// <param name="colors">The palette.</param>
    /// <param name="range">Which numbers share a scale.</param>
    /// <param name="fromZero">True if the scale of the layer begins at 0 and not at its least number.</param>
    public static void Draw(ReadOnlySpan<float> values, TensorShape shape, Span<byte> pixels,
        (int Width, int Height, int Stride) size, ActivationColors colors, ActivationRange range, bool fromZero = false)
    {
        ActivationScale? scale = range == ActivationRange.Layer ? ActivationScale.Of(values, colors) : null;
        if (fromZero && colors != ActivationColors.Diverging)
            scale = scale is { } layer ? layer with { Least = 0 } : null;
        Draw(values, shape, pixels, size, colors, scale);
    }

    /// <summary>
    /// Draws on a scale; null for one of its own for each map. Numbers beyond it have the colours of its ends.
    /// </summary>
    public static void Draw(ReadOnlySpan<float> values, TensorShape shape, Span<byte> pixels,
        (int Width, int Height, int Stride) size, ActivationColors colors, ActivationScale? scale)
    {
        TryMaps(shape, out int count, out int mapWidth, out int mapHeight);
        TileGrid grid = TileGrid.Fit(count, mapWidth, mapHeight, size.Width, size.Height);
        for (int y = 0; y < size.Height; y++)
            Row(pixels, size, y).Fill(Palette.Background);
        int length = mapWidth * mapHeight;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> map = values.Slice(i * length, length);
            int left = i % grid.Columns * (grid.Width + grid.Gap), top = i / grid.Columns * (grid.Height + grid.Gap);
            (scale ?? ActivationScale.Of(map, colors)).Paint(
                map, mapWidth, pixels[((top * size.Stride) + (4 * left))..], (grid.Width, grid.Height, size.Stride));
        }
    }

    private static Span<uint> Row(Span<byte> pixels, (int Width, int Height, int Stride) size, int y) =>
        MemoryMarshal.Cast<byte, uint>(pixels.Slice(y * size.Stride, 4 * size.Width));
}
