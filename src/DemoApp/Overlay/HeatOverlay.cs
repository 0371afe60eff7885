using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>Shows numbers over a picture: what is 0 or less goes dark and grey, what is 1 glows.</summary>
internal static class HeatOverlay
{
    private static readonly Rgb Glow = new(255, 190, 40);

    /// <summary>A picture with a map drawn in.</summary>
    /// <param name="picture">The picture, which stays as it is.</param>
    /// <param name="map">(1, 1, h, w), at most as large as the picture.</param>
    /// <param name="left">Column of the picture that the map's first one is drawn at.</param>
    /// <param name="top">Row of the picture that the map's first one is drawn at.</param>
    public static Picture Draw(Picture picture, Tensor<float> map, int left, int top)
    {
        byte[] rgba = [.. picture.Rgba];
        ReadOnlySpan<float> values = map.AsSpan();
        int height = map.Shape[2], width = map.Shape[3];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int row = y - top, column = x - left;
                bool isInside = row >= 0 && row < height && column >= 0 && column < width;
                // Squared, so that what is somewhat alike, as much is, does not hide the peak.
                float value = isInside ? Math.Clamp(values[(row * width) + column], 0, 1) : 0;
                Mix(rgba.AsSpan(4 * ((y * picture.Width) + x), 4), value * value);
            }
        }

        return picture with { Rgba = rgba };
    }

    private static void Mix(Span<byte> pixel, float heat)
    {
        float grey = 0.35f * ((0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]));
        (pixel[0], pixel[1], pixel[2]) = (Between(grey, Glow.R, heat), Between(grey, Glow.G, heat), Between(grey, Glow.B, heat));
    }

    private static byte Between(float from, float to, float share) => (byte)(from + (share * (to - from)) + 0.5f);
}
