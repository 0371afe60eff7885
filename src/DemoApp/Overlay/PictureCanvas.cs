using System.Numerics;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>Draws on a picture, with smooth edges. Coordinates are pixels; (0, 0) is the top left corner of the picture.</summary>
internal sealed class PictureCanvas(Picture picture)
{
    // In the units of GlyphTable: height of a capital, depth of a tail, room between two letters.
    private const float CapHeight = 10, Tail = 3, Gap = 2.4f;

    /// <summary>How much of the pixel whose middle is at (x, y) is covered, 0..1.</summary>
    private delegate float Cover(float x, float y);

    /// <summary>Columns.</summary>
    public int Width => picture.Width;

    /// <summary>Rows.</summary>
    public int Height => picture.Height;

    /// <summary>Fills a rectangle with rounded corners.</summary>
    public void Fill(Box box, float radius, Rgb color, float opacity = 1)
    {
        for (int y = (int)MathF.Floor(box.Y1); y <= box.Y2; y++)
            Paint(y, box.X1, box.X2, (px, py) => opacity * Clamp(0.5f - Distance(px, py, box, radius)), color);
    }

    /// <summary>Draws the outline of a rectangle with rounded corners; the middle of the pen follows the edge.</summary>
    public void Outline(Box box, float radius, float thickness, Rgb color, float opacity = 1)
    {
        float reach = (thickness / 2) + 1, inner = reach + radius;
        float Pen(float x, float y) => opacity * Clamp(0.5f + (thickness / 2) - Math.Abs(Distance(x, y, box, radius)));
        for (int y = (int)MathF.Floor(box.Y1 - reach); y <= box.Y2 + reach; y++)
        {
            // The empty middle of most rows is passed over.
            bool isWhole = y < box.Y1 + inner || y > box.Y2 - inner || box.Width < 2 * inner;
            Paint(y, box.X1 - reach, isWhole ? box.X2 + reach : box.X1 + inner, Pen, color);
            if (!isWhole)
                Paint(y, MathF.Floor(box.X2 - inner), box.X2 + reach, Pen, color);
        }
    }

    /// <summary>Draws text whose capitals are <paramref name="size"/> pixels high; (x, y) is their top left corner.</summary>
    public void Text(float x, float y, float size, string text, Rgb color)
    {
        float scale = size / CapHeight, pen = Math.Max(0.62f, 0.075f * size);
        foreach (char character in text)
        {
            Glyph glyph = Glyph.Of(character);
            float left = x;
            float Ink(float px, float py) => Clamp(0.5f + pen - (scale * glyph.DistanceTo(new Vector2((px - left) / scale, (py - y) / scale))));
            if (glyph.Segments.Length > 0)
            {
                for (int row = (int)MathF.Floor(y - (2 * scale) - pen); row <= y + (scale * (CapHeight + Tail)) + pen; row++)
                    Paint(row, left - pen - 1, left + (scale * glyph.Width) + pen + 1, Ink, color);
            }

            x += scale * (glyph.Width + Gap);
        }
    }

    /// <summary>Width in pixels of text whose capitals are <paramref name="size"/> pixels high.</summary>
    public static float TextWidth(float size, string text) =>
        text.Length == 0 ? 0 : size / CapHeight * (text.Sum(c => Glyph.Of(c).Width + Gap) - Gap);

    // The pixels of a row from x1 to x2 that are on the picture.
    private void Paint(int y, float x1, float x2, Cover cover, Rgb color)
    {
        if (y < 0 || y >= Height)
            return;
        int start = (int)Math.Clamp(MathF.Floor(x1), 0, Width), end = (int)Math.Clamp(MathF.Ceiling(x2), 0, Width);
        Span<byte> row = picture.Rgba.AsSpan(4 * y * Width, 4 * Width);
        for (int x = start; x < end; x++)
        {
            float alpha = cover(x + 0.5f, y + 0.5f);
            if (alpha <= 0)
                continue;
            Span<byte> pixel = row.Slice(4 * x, 4);
            pixel[0] = Mix(pixel[0], color.R, alpha);
            pixel[1] = Mix(pixel[1], color.G, alpha);
            pixel[2] = Mix(pixel[2], color.B, alpha);
            pixel[3] = Mix(pixel[3], 255, alpha);
        }
    }

    private static byte Mix(byte under, byte over, float alpha) => (byte)(under + (alpha * (over - under)) + 0.5f);

    private static float Clamp(float value) => Math.Clamp(value, 0, 1);

    // Signed distance to the edge of a rectangle with rounded corners, negative inside.
    private static float Distance(float x, float y, Box box, float radius)
    {
        radius = Math.Min(radius, Math.Min(box.Width, box.Height) / 2);
        float dx = Math.Abs(x - ((box.X1 + box.X2) / 2)) - (box.Width / 2) + radius;
        float dy = Math.Abs(y - ((box.Y1 + box.Y2) / 2)) - (box.Height / 2) + radius;
        float outside = MathF.Sqrt((Math.Max(dx, 0) * Math.Max(dx, 0)) + (Math.Max(dy, 0) * Math.Max(dy, 0)));
        return outside + Math.Min(Math.Max(dx, dy), 0) - radius;
    }
}
