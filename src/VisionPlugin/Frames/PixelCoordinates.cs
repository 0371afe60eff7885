namespace VisionPlugin.Frames;

/// <summary>Where a pixel of the resized picture lies in the original: networks are sensitive to it.</summary>
public enum PixelCoordinates
{
    /// <summary>Pixels are squares with centres at +0.5: source = (d + 0.5) * in / out - 0.5. Most libraries.</summary>
    HalfPixel,

    /// <summary>Pixels are points: source = d * in / out. TensorFlow 1 without half_pixel_centers.</summary>
    Asymmetric,
}
