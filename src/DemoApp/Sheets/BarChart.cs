using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>Numbers as bars from zero, upwards and downwards.</summary>
/// <param name="Least">What reaches the bottom, at most 0.</param>
/// <param name="Greatest">What reaches the top, at least 0.</param>
/// <param name="Above">The colour of what is above zero.</param>
/// <param name="Below">The colour of what is below.</param>
internal readonly record struct BarChart(float Least, float Greatest, Rgb Above, Rgb Below)
{
    private static readonly Rgb Ground = new(38, 38, 38);
    private static readonly Rgb Axis = new(110, 110, 110);
    private static readonly Rgb NotANumber = new(255, 0, 255);

    /// <summary>
    /// Draws bars of equal width; where several fall on a pixel, it reaches from the least to the greatest.
    /// </summary>
    public void Draw(ReadOnlySpan<float> values, Picture picture, int left, int top, int width, int height)
    {
        int room = width / values.Length, gap = room >= 4 ? 1 : 0;
        for (int x = 0; x < width; x++)
        {
            int from = (int)((long)x * values.Length / width);
            int to = Math.Max(from + 1, (int)((x + 1L) * values.Length / width));
            // The last pixel of a bar keeps it apart from the next one.
            bool isGap = gap > 0 && (long)(x + 1) * values.Length / width > from;
            (float low, float high, bool isFinite) = RangeOf(values[from..to]);
            int first = RowOf(Math.Max(high, 0), height), last = RowOf(Math.Min(low, 0), height);
            int zero = RowOf(0, height);
            for (int y = 0; y < height; y++)
            {
                Rgb color = isGap ? Ground : !isFinite ? NotANumber
                    : y >= first && y < zero ? Above : y >= zero && y < last ? Below : Ground;
                if (y == Math.Min(zero, height - 1) && color == Ground)
                    color = Axis;
                int at = 4 * (((top + y) * picture.Width) + left + x);
                (picture.Rgba[at], picture.Rgba[at + 1], picture.Rgba[at + 2]) = (color.R, color.G, color.B);
            }
        }
    }

    // The row that a number reaches to, counted from the top.
    private int RowOf(float value, int height)
    {
        double span = (double)Greatest - Least;
        double row = span > 0 ? ((double)Greatest - value) / span * height : value < 0 ? height : height - 1;
        return Math.Clamp((int)Math.Round(row), 0, height);
    }

    private static (float Low, float High, bool IsFinite) RangeOf(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                return (0, 0, false);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high, true);
    }
}
