using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

/// <summary>Finds what the samples draw around a face.</summary>
internal static class DrawnBox
{
    /// <summary>The rectangle around all pixels of the boxes' green; null if there is none.</summary>
    public static PixelRect? Find(TestPicture picture)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int i = 0; i < picture.Rgba.Length; i += 4)
        {
            if (picture.Rgba[i] != 51 || picture.Rgba[i + 1] != 255 || picture.Rgba[i + 2] != 102)
                continue;
            (int x, int y) = (i / 4 % picture.Width, i / 4 / picture.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return right < 0 ? null : new PixelRect(left, top, right - left + 1, bottom - top + 1);
    }
}
