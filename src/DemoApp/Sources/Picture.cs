using System.Globalization;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
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
            throw new BadInputException(
                $"{path} is not a picture: PNG, JPEG and BMP are read, and videos by the ending of their name.", error);
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

    /// <summary>Reads a file, or a part of one: <c>FILE@X,Y,WIDTH,HEIGHT</c>.</summary>
    /// <exception cref="BadInputException">The file cannot be read, is not a picture or has no such part.</exception>
    public static Picture LoadPart(string text)
    {
        int at = text.LastIndexOf('@');
        if (at < 0 || File.Exists(text))
            return Load(text);
        Picture whole = Load(text[..at]);
        string[] parts = text[(at + 1)..].Split(',');
        int[] n = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (n is not [>= 0, >= 0, > 0, > 0] || (long)n[0] + n[2] > whole.Width || (long)n[1] + n[3] > whole.Height)
            throw new BadInputException($"'{text[at..]}': write @X,Y,WIDTH,HEIGHT in pixels of the picture, which is {whole.Width}x{whole.Height}.");
        return whole.Cut(new PixelRect(n[0], n[1], n[2], n[3]));
    }

    /// <summary>True for the text of a part of a file that is there.</summary>
    public static bool IsPart(string text) =>
        !File.Exists(text) && text.LastIndexOf('@') is > 0 and int at && File.Exists(text[..at]);

    /// <summary>Writes a PNG file, which is whole or not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(Rgba.AsSpan(), Width, Height);
        AtomicFile.Write(path, image.SaveAsPng);
    }

    /// <summary>Writes a PNG file at a stream's position; the stream stays open.</summary>
    public void Save(Stream stream)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(Rgba.AsSpan(), Width, Height);
        image.SaveAsPng(stream);
    }

    /// <summary>A part of the picture as a picture of its own.</summary>
    public Picture Cut(PixelRect area)
    {
        Frame part = Frame.Crop(area);
        byte[] rgba = new byte[4 * area.Width * area.Height];
        for (int y = 0; y < area.Height; y++)
            part.Row(y).CopyTo(rgba.AsSpan(4 * y * area.Width));
        return new Picture(area.Width, area.Height, rgba);
    }

    /// <summary>The whole pixels of a box that are on the picture, at least one.</summary>
    public PixelRect Inside(Box box)
    {
        int x = Math.Clamp((int)box.X1, 0, Width - 1), y = Math.Clamp((int)box.Y1, 0, Height - 1);
        int right = Math.Clamp((int)box.X2, x + 1, Width), bottom = Math.Clamp((int)box.Y2, y + 1, Height);
        return new PixelRect(x, y, right - x, bottom - y);
    }
}
