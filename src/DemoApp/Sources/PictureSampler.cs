using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>Draws a part of a picture, of any size and place, as a whole frame.</summary>
internal static class PictureSampler
{
    /// <summary>
    /// Fills a frame of red, green, blue and alpha with what a window of a picture shows, sampled bilinearly; beyond
    /// the picture its edge goes on.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="window">The part, in pixels of the picture.</param>
    /// <param name="target">A frame in <see cref="PixelFormat.Rgba32"/>, whose size is kept.</param>
    /// <param name="opacity">How much of it is mixed with what is there, 0..1.</param>
    public static void Draw(Picture picture, Box window, FrameBuffer target, float opacity = 1)
    {
        float stepX = window.Width / target.Width, stepY = window.Height / target.Height;
        int share = (int)((256 * opacity) + 0.5f);
        for (int y = 0; y < target.Height; y++)
        {
            (int top, int bottom, int fractionY) = Taps(window.Y1 + ((y + 0.5f) * stepY) - 0.5f, picture.Height);
            ReadOnlySpan<byte> above = picture.Rgba.AsSpan(4 * top * picture.Width, 4 * picture.Width);
            ReadOnlySpan<byte> below = picture.Rgba.AsSpan(4 * bottom * picture.Width, 4 * picture.Width);
            Span<byte> row = target.Pixels.AsSpan(4 * y * target.Width, 4 * target.Width);
            for (int x = 0; x < target.Width; x++)
            {
                (int left, int right, int fractionX) = Taps(window.X1 + ((x + 0.5f) * stepX) - 0.5f, picture.Width);
                Span<byte> pixel = row.Slice(4 * x, 4);
                for (int channel = 0; channel < 3; channel++)
                {
                    int high = Mix(above[(4 * left) + channel], above[(4 * right) + channel], fractionX);
                    int low = Mix(below[(4 * left) + channel], below[(4 * right) + channel], fractionX);
                    int value = ((high << 8) + ((low - high) * fractionY) + (1 << 15)) >> 16;
                    pixel[channel] = (byte)(((pixel[channel] << 8) + ((value - pixel[channel]) * share) + 128) >> 8);
                }

                pixel[3] = 255;
            }
        }
    }

    // Times 256, as the fraction is.
    private static int Mix(int from, int to, int fraction) => (from << 8) + ((to - from) * fraction);

    private static (int First, int Second, int Fraction) Taps(float place, int size)
    {
        place = Math.Clamp(place, 0, size - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, size - 1), (int)((place - first) * 256));
    }
}
