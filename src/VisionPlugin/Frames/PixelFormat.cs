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

    /// <summary>
    /// Two planes, as hardware decoders and cameras of phones give: a byte of brightness for each pixel; then, for each
    /// block of 2 x 2 pixels, the colour differences Cb and Cr. Of an odd size, the last blocks are cut.
    /// </summary>
    Nv12,

    /// <summary>
    /// Brightness of a pixel, Cb, brightness of the next pixel, Cr: four bytes for two pixels beside each other, as
    /// webcams give (YUY2). A row of an odd number of pixels ends with a whole pair.
    /// </summary>
    Yuyv,
}
