using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Compat.Tests;

/// <summary>Loading and comparing whole pictures.</summary>
internal static class Pixels
{
    public static (int Width, int Height, Rgba32[] Pixels) Load(byte[] file)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(file);
        Rgba32[] pixels = new Rgba32[image.Width * image.Height];
        image.CopyPixelDataTo(pixels);
        return (image.Width, image.Height, pixels);
    }

    /// <summary>Fails at the first pixel that differs, and says where.</summary>
    public static void AssertEqual(Rgba32[] expected, int width, int height, byte[] file)
    {
        (int actualWidth, int actualHeight, Rgba32[] actual) = Load(file);
        Assert.Equal((width, height), (actualWidth, actualHeight));
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i])
                Assert.Fail($"({i % width}, {i / width}): expected {expected[i]}, got {actual[i]}");
        }
    }
}
