using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>A small view of a picture.</summary>
internal static class Thumbnail
{
    /// <summary>Draws a picture into a square, as large as it fits; each pixel is the mean of those that it stands for.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="target">What it is drawn on.</param>
    /// <param name="left">First column of the square.</param>
    /// <param name="top">First row of the square.</param>
    /// <param name="side">Its side.</param>
    public static void Draw(Picture picture, Picture target, int left, int top, int side)
    {
        int longer = Math.Max(picture.Width, picture.Height);
        int width = Math.Max(1, (int)((long)side * picture.Width / longer));
        int height = Math.Max(1, (int)((long)side * picture.Height / longer));
        left += (side - width) / 2;
        top += (side - height) / 2;
        for (int y = 0; y < height; y++)
        {
            (int y1, int y2) = Range(y, height, picture.Height);
            for (int x = 0; x < width; x++)
            {
                (int x1, int x2) = Range(x, width, picture.Width);
                Mean(picture, x1, y1, x2, y2, target.Rgba.AsSpan(4 * (((top + y) * target.Width) + left + x), 4));
            }
        }
    }

    private static (int From, int To) Range(int place, int places, int size)
    {
        int from = (int)((long)place * size / places);
        return (from, Math.Max(from + 1, (int)((place + 1L) * size / places)));
    }

    private static void Mean(Picture picture, int x1, int y1, int x2, int y2, Span<byte> pixel)
    {
        long red = 0, green = 0, blue = 0, count = (long)(x2 - x1) * (y2 - y1);
        for (int y = y1; y < y2; y++)
        {
            ReadOnlySpan<byte> row = picture.Rgba.AsSpan(4 * ((y * picture.Width) + x1), 4 * (x2 - x1));
            for (int i = 0; i < row.Length; i += 4)
                (red, green, blue) = (red + row[i], green + row[i + 1], blue + row[i + 2]);
        }

        (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count), 255);
    }
}
