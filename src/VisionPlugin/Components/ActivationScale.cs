using System.Runtime.InteropServices;
using VisionPlugin.Components.Activations;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>The scale on which numbers become colours, and pictures of them. Allocates nothing.</summary>
/// <param name="Least">What has the first colour.</param>
/// <param name="Greatest">What has the last colour.</param>
/// <param name="Colors">The colours.</param>
public readonly record struct ActivationScale(float Least, float Greatest, ActivationColors Colors)
{
    /// <summary>
    /// The scale from the least to the greatest of the finite numbers; with <see cref="ActivationColors.Diverging"/> as
    /// long below zero as above it. From 0 to 0 if there are none.
    /// </summary>
    public static ActivationScale Of(ReadOnlySpan<float> values, ActivationColors colors)
    {
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }

        if (least > greatest)
            return new ActivationScale(0, 0, colors);
        if (colors != ActivationColors.Diverging)
            return new ActivationScale(least, greatest, colors);
        float far = Math.Max(Math.Abs(least), Math.Abs(greatest));
        return new ActivationScale(-far, far, colors);
    }

    /// <summary>
    /// The colour of a number: magenta if it is not finite; that of an end if it lies beyond the scale; without a
    /// range, the first colour, or the one of zero if the colours have one.
    /// </summary>
    public (byte R, byte G, byte B) ColorOf(float value)
    {
        uint color = ColorOf(value, Palette.Of(Colors));
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in color));
        return (bytes[0], bytes[1], bytes[2]);
    }

    /// <summary>
    /// Draws a map of numbers. Each becomes a rectangle if there is room; where there is not, a pixel shows the mean of
    /// those that fall on it, or magenta if one of them is not finite.
    /// </summary>
    /// <param name="map">The numbers, row by row.</param>
    /// <param name="mapWidth">Columns of the map.</param>
    /// <param name="rgba">Receives four bytes a pixel, top row first; every pixel is written.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">The map is no rectangle, or the buffer is too small.</exception>
    public void Draw(ReadOnlySpan<float> map, int mapWidth, Span<byte> rgba, int width, int height, int stride = 0)
    {
        CheckMap(map, mapWidth);
        // Checks size, stride and length.
        var target = new Frame(rgba, width, height, PixelFormat.Rgba32, stride);
        Paint(map, mapWidth, rgba, (width, height, target.Stride));
    }

    /// <summary>
    /// Draws three maps as the red, the green and the blue of one picture, such as the kernel of a first layer: the
    /// least of the scale is dark, the greatest bright. Numbers that are not finite are magenta. The colours of the
    /// scale do not matter.
    /// </summary>
    /// <param name="maps">The maps one after the other: red, green, blue.</param>
    /// <param name="mapWidth">Columns of a map.</param>
    /// <param name="rgba">Receives four bytes a pixel, top row first; every pixel is written.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">They are not three rectangles, or the buffer is too small.</exception>
    public void DrawRgb(ReadOnlySpan<float> maps, int mapWidth, Span<byte> rgba, int width, int height, int stride = 0)
    {
        int plane = maps.Length / 3;
        if (plane * 3 != maps.Length)
            throw new ArgumentException($"{maps.Length} numbers are not three maps.", nameof(maps));
        CheckMap(maps[..plane], mapWidth);
        var target = new Frame(rgba, width, height, PixelFormat.Rgba32, stride);
        int mapHeight = plane / mapWidth;
        for (int y = 0; y < height; y++)
        {
            Span<uint> row = MemoryMarshal.Cast<byte, uint>(rgba.Slice(y * target.Stride, 4 * width));
            (int top, int bottom) = Range(y, height, mapHeight);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = Range(x, width, mapWidth);
                float r = Mean(maps[..plane], mapWidth, left, right, top, bottom);
                float g = Mean(maps[plane..(2 * plane)], mapWidth, left, right, top, bottom);
                float b = Mean(maps[(2 * plane)..], mapWidth, left, right, top, bottom);
                row[x] = float.IsFinite(r) && float.IsFinite(g) && float.IsFinite(b)
                    ? Palette.Rgba(Level(r, 128), Level(g, 128), Level(b, 128)) : Palette.NotANumber;
            }
        }
    }

    /// <summary>
    /// Draws without checks; <paramref name="size"/> is pixels across and down, and bytes from row to row.
    /// </summary>
    internal void Paint(
        ReadOnlySpan<float> map, int mapWidth, Span<byte> rgba, (int Width, int Height, int Stride) size)
    {
        ReadOnlySpan<uint> palette = Palette.Of(Colors);
        int mapHeight = map.Length / mapWidth;
        for (int y = 0; y < size.Height; y++)
        {
            Span<uint> row = MemoryMarshal.Cast<byte, uint>(rgba.Slice(y * size.Stride, 4 * size.Width));
            (int top, int bottom) = Range(y, size.Height, mapHeight);
            // As Range says, with one division a pixel: each begins where the one before ends.
            for (int x = 0, left = 0; x < row.Length; x++)
            {
                int end = (int)((x + 1L) * mapWidth / size.Width);
                row[x] = ColorOf(Mean(map, mapWidth, left, Math.Max(left + 1, end), top, bottom), palette);
                left = end;
            }
        }
    }

    private static void CheckMap(ReadOnlySpan<float> map, int mapWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mapWidth);
        if (map.IsEmpty || map.Length % mapWidth != 0)
            throw new ArgumentException($"{map.Length} numbers are no map of {mapWidth} columns.", nameof(map));
    }

    // What of a map falls on a pixel, at least one number.
    private static (int From, int To) Range(int pixel, int pixels, int numbers)
    {
        int from = (int)((long)pixel * numbers / pixels);
        return (from, Math.Max(from + 1, (int)((pixel + 1L) * numbers / pixels)));
    }

    private static float Mean(ReadOnlySpan<float> map, int mapWidth, int left, int right, int top, int bottom)
    {
        if (right - left == 1 && bottom - top == 1)
            return map[(top * mapWidth) + left];
        double sum = 0;
        for (int y = top; y < bottom; y++)
        {
            foreach (float value in map.Slice((y * mapWidth) + left, right - left))
            {
                if (!float.IsFinite(value))
                    return float.NaN;
                sum += value;
            }
        }

        return (float)(sum / ((right - left) * (bottom - top)));
    }

    private uint ColorOf(float value, ReadOnlySpan<uint> palette) => !float.IsFinite(value) ? Palette.NotANumber
        : palette[Level(value, Colors == ActivationColors.Diverging ? 128 : 0)];

    private int Level(float value, int withoutRange)
    {
        // In double, since the difference of two finite floats may not be finite.
        double span = (double)Greatest - Least;
        return span > 0 ? (int)Math.Clamp((((double)value - Least) / span * 255) + 0.5, 0, 255) : withoutRange;
    }
}
