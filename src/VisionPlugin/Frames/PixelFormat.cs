namespace VisionPlugin.Frames;

/// <summary>How a pixel of a frame lies in memory: bytes in the order of the name, 8 bits a channel.</summary>
public enum PixelFormat
{
    /// <summary>Red, green, blue, alpha; alpha is ignored.</summary>
    Rgba32,

    /// <summary>Blue, green, red, alpha; alpha is ignored.</summary>
    Bgra32,

    /// <summary>Red, green, blue.</summary>
    Rgb24,

    /// <summary>Blue, green, red.</summary>
    Bgr24,

    /// <summary>One byte of brightness.</summary>
    Gray8,
}
