namespace VisionPlugin.Operators;

/// <summary>How <see cref="RoiAlign"/> reads the corners of a region.</summary>
public enum RegionCoordinates
{
    /// <summary>Pixel i covers i to i + 1: half a pixel is subtracted, as from the centres of pixels.</summary>
    HalfPixel,

    /// <summary>Nothing is subtracted, and a region is at least one pixel large (before operator set 16).</summary>
    OutputHalfPixel,
}
