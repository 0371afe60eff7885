using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>Shows a mask on its picture.</summary>
internal static class MaskOverlay
{
    private const float Opacity = 0.5f;

    /// <summary>Tints every class in its colour; with one class, what does not belong to it is darkened too.</summary>
    public static void Draw(Picture picture, Mask mask)
    {
        for (int i = 0; i < mask.Values.Length; i++)
        {
            Span<byte> pixel = picture.Rgba.AsSpan(4 * i, 3);
            byte value = mask.Values[i];
            if (mask.Kind == MaskKind.Probability)
            {
                float inside = value / 255f, edge = Math.Clamp(1 - (Math.Abs(inside - 0.5f) * 6), 0, 1);
                Blend(pixel, Rgb.Black, 0.62f * (1 - inside));
                Blend(pixel, Rgb.OfClass(1), (0.16f * inside) + (0.75f * edge));
            }
            else if (value != 0)
            {
                Blend(pixel, Rgb.OfClass(value), Opacity);
            }
        }
    }

    /// <summary>The mask itself as a grey picture: a probability as brightness, a class as its index.</summary>
    public static Picture ToPicture(Mask mask)
    {
        byte[] rgba = new byte[4 * mask.Values.Length];
        for (int i = 0; i < mask.Values.Length; i++)
        {
            rgba.AsSpan(4 * i, 3).Fill(mask.Values[i]);
            rgba[(4 * i) + 3] = 255;
        }

        return new Picture(mask.Width, mask.Height, rgba);
    }

    private static void Blend(Span<byte> pixel, Rgb color, float alpha)
    {
        pixel[0] = (byte)(pixel[0] + (alpha * (color.R - pixel[0])) + 0.5f);
        pixel[1] = (byte)(pixel[1] + (alpha * (color.G - pixel[1])) + 0.5f);
        pixel[2] = (byte)(pixel[2] + (alpha * (color.B - pixel[2])) + 0.5f);
    }
}
