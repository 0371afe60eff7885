using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using VisionPlugin.Frames;

namespace VisionPlugin.Testing;

/// <summary>A picture in memory.</summary>
public sealed record TestPicture(int Width, int Height, byte[] Rgba)
{
    /// <summary>The picture as a frame.</summary>
    public Frame Frame => new(Rgba, Width, Height, PixelFormat.Rgba32);

    /// <summary>Reads a picture file.</summary>
    public static TestPicture Load(string path)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(path);
        byte[] rgba = new byte[4 * image.Width * image.Height];
        image.CopyPixelDataTo(rgba);
        return new TestPicture(image.Width, image.Height, rgba);
    }

    /// <summary>Seeded noise.</summary>
    public static TestPicture Random(int width, int height, int seed)
    {
        byte[] rgba = new byte[4 * width * height];
        new Random(seed).NextBytes(rgba);
        return new TestPicture(width, height, rgba);
    }

    /// <summary>The same picture in another format, with <paramref name="gap"/> bytes of noise after each row.</summary>
    public (byte[] Pixels, int Stride) In(PixelFormat format, int gap)
    {
        int size = PixelFormats.BytesPerPixel(format), stride = (Width * size) + gap;
        (int red, int green, int blue) = PixelFormats.ByteOrder(format);
        byte[] pixels = new byte[(stride * Height) - gap];
        new Random(1).NextBytes(pixels);
        for (int i = 0; i < Width * Height; i++)
        {
            int at = (i / Width * stride) + (i % Width * size);
            pixels[at + blue] = Rgba[(4 * i) + 2];
            pixels[at + green] = Rgba[(4 * i) + 1];
            pixels[at + red] = Rgba[4 * i];
        }

        return (pixels, stride);
    }
}
