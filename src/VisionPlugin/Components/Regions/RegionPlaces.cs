using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Components.Regions;

/// <summary>The part of a frame that is looked at for a box: the whole pixels on the frame, at least one.</summary>
internal static class RegionPlaces
{
    /// <summary>In pixels that are in memory.</summary>
    public static PixelRect Of(Box box, Frame frame)
    {
        PixelRect place = Of(box, frame.Width, frame.Height);
        (int x, int y, int right, int bottom) = (place.X, place.Y, place.X + place.Width, place.Y + place.Height);
        // Pixels that share colour differences are taken together, from the first one in memory.
        if (PixelFormats.IsYuv(frame.Format))
            x -= x % 2;
        if (frame.Format == PixelFormat.Nv12 && frame.IsBottomUp)
            bottom += (frame.Height - bottom) % 2;
        else if (frame.Format == PixelFormat.Nv12)
            y -= y % 2;
        return new PixelRect(x, y, right - x, bottom - y);
    }

    /// <summary>In a picture of a size.</summary>
    public static PixelRect Of(Box box, int width, int height)
    {
        (int x, int right) = Range(box.X1, box.X2, width);
        (int y, int bottom) = Range(box.Y1, box.Y2, height);
        return new PixelRect(x, y, right - x, bottom - y);
    }

    // Numbers that are no place become the nearest one; NaN becomes 0.
    private static (int Start, int End) Range(float from, float to, int size)
    {
        int start = (int)Math.Clamp(float.IsNaN(from) ? 0 : from, 0, size - 1);
        return (start, (int)Math.Clamp(float.IsNaN(to) ? 0 : to, start + 1, size));
    }
}
