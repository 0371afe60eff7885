namespace SixLabors.ImageSharp.Processing;

/// <summary>Undoing the orientation that a camera recorded.</summary>
public static class AutoOrientExtensions
{
    /// <summary>Turns and mirrors the pixels as the EXIF orientation asks, once.</summary>
    public static IImageProcessingContext AutoOrient(this IImageProcessingContext source)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Target.ApplyOrientation();
        return source;
    }
}
