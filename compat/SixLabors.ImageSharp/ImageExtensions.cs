using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp;

/// <summary>Writing pictures.</summary>
public static class ImageExtensions
{
    /// <summary>Writes an 8-bit RGBA PNG, replacing a file that exists.</summary>
    public static void SaveAsPng(this Image source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        using FileStream stream = File.Create(path);
        PngWriter.Write(source, stream);
    }

    /// <summary>Writes an 8-bit RGBA PNG at the stream's position; the stream stays open.</summary>
    public static void SaveAsPng(this Image source, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(source, stream);
    }
}
