using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>A picture in memory: red, green, blue, alpha; 8 bits each, top row first.</summary>
internal sealed record Picture(int Width, int Height, byte[] Rgba)
{
    /// <summary>The picture as a frame; a view of its memory.</summary>
    public Frame Frame => new(Rgba, Width, Height, PixelFormat.Rgba32);

    /// <summary>Reads a file, turned as its camera was held.</summary>
    /// <exception cref="BadInputException">The file cannot be read or is not a picture.</exception>
    public static Picture Load(string path)
    {
        try
        {
            using Image<Rgba32> image = Image.Load<Rgba32>(path);
            image.Mutate(i => i.AutoOrient());
            byte[] rgba = new byte[4 * image.Width * image.Height];
            image.CopyPixelDataTo(rgba);
            return new Picture(image.Width, image.Height, rgba);
        }
        catch (UnknownImageFormatException error)
        {
            throw new BadInputException($"{path} is not a picture: PNG, JPEG and BMP are read.", error);
        }
        catch (Exception error) when (error is ImageFormatException or NotSupportedException)
        {
            throw new BadInputException($"{path} is a damaged picture: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes a PNG file.</summary>
    public void Save(string path)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(Rgba.AsSpan(), Width, Height);
        image.SaveAsPng(path);
    }
}
