using VisionPlugin.Frames;

namespace VisionPlugin.Testing;

/// <summary>
/// The conversion as the models' own descriptions word it, pixel by pixel in double precision: pad or resize first,
/// then the other, then normalise in single precision. Shares nothing with the product's transform.
/// </summary>
public static class NaiveFrameToTensor
{
    /// <summary>Elements (c, y, x).</summary>
    public static float[] Convert(TestPicture picture, FrameToTensorOptions options)
    {
        int width = options.Width, height = options.Height;
        var result = new float[options.ChannelCount * width * height];
        for (int c = 0; c < options.ChannelCount; c++)
        {
            Func<int, int, double> channel = Channel(picture, options.Channels, c);
            // The descriptions divide, by a round figure: 255 rather than 1/255.
            float mean = options.MeanOf(c), divisor = (float)Math.Round(1.0 / options.ScaleOf(c), 3);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    double value = At(picture, options, channel, x, y);
                    result[(((c * height) + y) * width) + x] = ((float)value - mean) / divisor;
                }
            }
        }

        return result;
    }

    private static double At(TestPicture picture, FrameToTensorOptions options, Func<int, int, double> channel, int x, int y)
    {
        (int w, int h, int inW, int inH) = (picture.Width, picture.Height, options.Width, options.Height);
        double fit = Math.Min((double)inW / w, (double)inH / h), cover = Math.Max((double)inW / w, (double)inH / h);
        switch (options.Resize)
        {
            case ResizeMode.Stretch:
                return Resize(channel, w, h, inW, inH, x, y, options.Coordinates);
            case ResizeMode.LetterboxCenter or ResizeMode.LetterboxTopLeft:
                int newW = RoundUp(w * fit), newH = RoundUp(h * fit);
                bool centre = options.Resize == ResizeMode.LetterboxCenter;
                int left = centre ? (inW - newW) / 2 : 0, top = centre ? (inH - newH) / 2 : 0;
                bool inside = x >= left && x < left + newW && y >= top && y < top + newH;
                return inside ? Resize(channel, w, h, newW, newH, x - left, y - top, options.Coordinates) : options.PadValue;
            case ResizeMode.CenterCrop:
                int bigW = RoundUp(w * cover), bigH = RoundUp(h * cover);
                return Resize(channel, w, h, bigW, bigH, x + ((bigW - inW) / 2), y + ((bigH - inH) / 2), options.Coordinates);
            default:
                int padW = Math.Max(w, RoundUp(inW / fit)), padH = Math.Max(h, RoundUp(inH / fit));
                bool middle = options.Resize == ResizeMode.PadCenter;
                int before = middle ? (padW - w) / 2 : 0, above = middle ? (padH - h) / 2 : 0;
                double Padded(int px, int py) => px >= before && px < before + w && py >= above && py < above + h
                    ? channel(px - before, py - above) : options.PadValue;
                return Resize(Padded, padW, padH, inW, inH, x, y, options.Coordinates);
        }
    }

    private static double Resize(
        Func<int, int, double> at, int width, int height, int newWidth, int newHeight, int x, int y, PixelCoordinates coordinates)
    {
        double half = coordinates == PixelCoordinates.HalfPixel ? 0.5 : 0;
        double sx = ((x + half) * ((double)width / newWidth)) - half, sy = ((y + half) * ((double)height / newHeight)) - half;
        sx = Math.Clamp(sx, 0, width - 1);
        sy = Math.Clamp(sy, 0, height - 1);
        int x0 = (int)sx, y0 = (int)sy, x1 = Math.Min(x0 + 1, width - 1), y1 = Math.Min(y0 + 1, height - 1);
        double fx = sx - x0, fy = sy - y0;
        double top = ((1 - fx) * at(x0, y0)) + (fx * at(x1, y0)), bottom = ((1 - fx) * at(x0, y1)) + (fx * at(x1, y1));
        return ((1 - fy) * top) + (fy * bottom);
    }

    private static Func<int, int, double> Channel(TestPicture picture, ChannelOrder order, int c)
    {
        double Byte(int x, int y, int i) => picture.Rgba[(4 * ((y * picture.Width) + x)) + i];
        return order switch
        {
            ChannelOrder.Rgb => (x, y) => Byte(x, y, c),
            ChannelOrder.Bgr => (x, y) => Byte(x, y, 2 - c),
            _ => (x, y) => (0.299 * Byte(x, y, 0)) + (0.587 * Byte(x, y, 1)) + (0.114 * Byte(x, y, 2)),
        };
    }

    private static int RoundUp(double value) => Math.Max(1, (int)Math.Floor(value + 0.5));
}
