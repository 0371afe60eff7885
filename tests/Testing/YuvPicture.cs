using VisionPlugin.Frames;

namespace VisionPlugin.Testing;

/// <summary>A picture of brightness and colour differences, random everywhere, gaps included.</summary>
public sealed record YuvPicture(
    int Width, int Height, PixelFormat Format, byte[] Luma, byte[] Chroma, int Stride, int ChromaStride)
{
    /// <summary>The picture, with its two planes apart if it has two.</summary>
    public Frame Frame => Format == PixelFormat.Nv12
        ? new Frame(Luma, Chroma, Width, Height, Stride, ChromaStride)
        : new Frame(Luma, Width, Height, Format, Stride);

    /// <summary>Seeded noise, with <paramref name="gap"/> bytes after each row.</summary>
    public static YuvPicture Random(int width, int height, PixelFormat format, int gap)
    {
        int pairs = (width + 1) / 2 * 2, stride = (format == PixelFormat.Nv12 ? width : 2 * pairs) + gap;
        (byte[] luma, byte[] chroma) = (new byte[(stride * height) - gap], []);
        if (format == PixelFormat.Nv12)
            chroma = new byte[((pairs + gap) * ((height + 1) / 2)) - gap];
        var random = new Random(width + height + gap);
        random.NextBytes(luma);
        random.NextBytes(chroma);
        return new YuvPicture(width, height, format, luma, chroma, stride, pairs + gap);
    }

    /// <summary>
    /// Red, green and blue of a pixel, 0..255 and not rounded, as ITU-R BT.601 and BT.709 define brightness and colour
    /// differences: solved from Y = Kr R + Kg G + Kb B, Cb = (B - Y) / (2 - 2 Kb), Cr = (R - Y) / (2 - 2 Kr).
    /// </summary>
    public double[] Rgb(int x, int y, YuvEncoding encoding)
    {
        int light, blue, red;
        if (Format == PixelFormat.Nv12)
        {
            int block = (y / 2 * ChromaStride) + (x / 2 * 2);
            (light, blue, red) = (Luma[(y * Stride) + x], Chroma[block], Chroma[block + 1]);
        }
        else
        {
            int pair = (y * Stride) + (x / 2 * 4);
            (light, blue, red) = (Luma[pair + (x % 2 * 2)], Luma[pair + 1], Luma[pair + 3]);
        }

        bool full = encoding is YuvEncoding.Bt601Full or YuvEncoding.Bt709Full;
        (double kr, double kb) =
            encoding is YuvEncoding.Bt601 or YuvEncoding.Bt601Full ? (0.299, 0.114) : (0.2126, 0.0722);
        double brightness = full ? light : (light - 16) * 255.0 / 219, range = full ? 1 : 255.0 / 224;
        double r = brightness + ((red - 128) * range * (2 - (2 * kr)));
        double b = brightness + ((blue - 128) * range * (2 - (2 * kb)));
        double g = (brightness - (kr * r) - (kb * b)) / (1 - kr - kb);
        return [Math.Clamp(r, 0, 255), Math.Clamp(g, 0, 255), Math.Clamp(b, 0, 255)];
    }
}
