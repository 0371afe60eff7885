using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Draws maps side by side: 0 is white, positive numbers are blue, negative ones red, each map by its own largest.</summary>
internal static class Sheet
{
    private const int Gap = 12;

    private static readonly (byte R, byte G, byte B) Positive = (10, 60, 140), Negative = (180, 30, 20), Paper = (225, 225, 228);

    /// <summary>Writes a PNG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">Sides of an element; smaller maps of a row are enlarged to the row's height.</param>
    /// <param name="rows">The maps.</param>
    public static void Save(string path, int pixels, Map[][] rows)
    {
        int[] heights = [.. rows.Select(r => r.Max(m => m.Height) * pixels)];
        int width = rows.Select((r, i) => r.Sum(m => (m.Width * Scale(m, heights[i])) + Gap)).Max() + Gap;
        int height = heights.Sum(h => h + Gap) + Gap;
        var rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
            Set(rgba, i, Paper);
        int top = Gap;
        for (int row = 0; row < rows.Length; row++)
        {
            int left = Gap;
            foreach (Map map in rows[row])
            {
                Paint(rgba, width, map, top, left, Scale(map, heights[row]));
                left += (map.Width * Scale(map, heights[row])) + Gap;
            }

            top += heights[row] + Gap;
        }

        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(rgba.AsSpan(), width, height);
        image.SaveAsPng(path);
    }

    private static int Scale(Map map, int height) => Math.Max(1, height / map.Height);

    private static void Paint(byte[] rgba, int width, Map map, int top, int left, int scale)
    {
        float largest = Math.Max(map.Values.Max(Math.Abs), 1e-20f);
        for (int y = 0; y < map.Height * scale; y++)
        {
            for (int x = 0; x < map.Width * scale; x++)
            {
                float value = map.Values[(y / scale * map.Width) + (x / scale)] / largest;
                (byte r, byte g, byte b) = value < 0 ? Negative : Positive;
                float share = Math.Abs(value);
                Set(rgba, ((top + y) * width) + left + x, (Mix(r, share), Mix(g, share), Mix(b, share)));
            }
        }
    }

    private static byte Mix(byte color, float share) => (byte)(255 + ((color - 255) * share));

    private static void Set(byte[] rgba, int pixel, (byte R, byte G, byte B) color) =>
        (rgba[4 * pixel], rgba[(4 * pixel) + 1], rgba[(4 * pixel) + 2], rgba[(4 * pixel) + 3]) = (color.R, color.G, color.B, 255);
}
