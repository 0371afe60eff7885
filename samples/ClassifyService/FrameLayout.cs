using VisionPlugin.Frames;

namespace VisionPlugin.Samples.ClassifyService;

/// <summary>How raw frames follow each other in a stream: pixels row by row, with nothing between.</summary>
internal sealed record FrameLayout(int Width, int Height, PixelFormat Format)
{
    /// <summary>Bytes of a frame.</summary>
    public int Bytes
    {
        get
        {
            int brightness = checked(PixelFormats.RowBytes(Format, Width) * Height);
            // A pair of colour differences for each block of 2 x 2 pixels.
            return Format == PixelFormat.Nv12 ? checked(brightness + (2 * ((Width + 1) / 2) * ((Height + 1) / 2))) : brightness;
        }
    }
}
