namespace SixLabors.ImageSharp;

/// <summary>What the header of a picture says, without decoding its pixels.</summary>
public class ImageInfo
{
    internal ImageInfo(int width, int height)
    {
        Width = width;
        Height = height;
    }

    /// <summary>Width in pixels, as stored: an EXIF orientation is not applied.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, as stored: an EXIF orientation is not applied.</summary>
    public int Height { get; }
}
