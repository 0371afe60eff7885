using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Pictures inside a page.</summary>
internal static class ReportPicture
{
    /// <summary>The picture as an address that holds all of it.</summary>
    public static string DataOf(Picture picture)
    {
        using var png = new MemoryStream();
        picture.Save(png);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer().AsSpan(0, (int)png.Length));
    }

    /// <summary>A picture in its proportions, no side longer than so many pixels: each is the mean of those that it covers.</summary>
    public static Picture Shrink(Picture picture, int most)
    {
        double factor = Math.Max(1, Math.Max(picture.Width, picture.Height) / (double)most);
        int width = Math.Max(1, (int)(picture.Width / factor)), height = Math.Max(1, (int)(picture.Height / factor));
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = Cover(y, height, picture.Height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = Cover(x, width, picture.Width);
                for (int channel = 0; channel < 4; channel++)
                    rgba[(4 * ((y * width) + x)) + channel] = Mean(picture, left, top, right, bottom, channel);
            }
        }

        return new Picture(width, height, rgba);
    }

    private static (int From, int To) Cover(int index, int count, int of) =>
        ((int)((long)index * of / count), Math.Max((int)((long)(index + 1) * of / count), (int)((long)index * of / count) + 1));

    private static byte Mean(Picture picture, int left, int top, int right, int bottom, int channel)
    {
        long sum = 0, count = (long)(right - left) * (bottom - top);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
                sum += picture.Rgba[(4 * ((y * picture.Width) + x)) + channel];
        }

        return (byte)((sum + (count / 2)) / count);
    }
}
