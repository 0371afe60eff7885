namespace VisionPlugin.Frames;

/// <summary>
/// One axis of a <see cref="FrameTransform"/>. For column (or row) d of the network's input, with c = 0.5 for
/// <see cref="PixelCoordinates.HalfPixel"/> and 0 for <see cref="PixelCoordinates.Asymmetric"/>:
/// <code>
/// s  = (d + c) * Scale + Offset - c               position among the frame's pixels, double precision
/// t0 = clamp(floor(s),     ClampMin, ClampMax)    first tap, weight 1 - w
/// t1 = clamp(floor(s) + 1, ClampMin, ClampMax)    second tap, weight w = s - floor(s)
/// </code>
/// A tap outside [0, FrameSize) reads the padding value, and so does every d outside [ContentStart, ContentEnd).
/// The value of a pixel is the sum over the two taps of x times the two of y, on 0..255, not rounded.
/// </summary>
/// <param name="Scale">Frame pixels for one pixel of the network's input.</param>
/// <param name="Offset">Frame coordinate of the input's left (or top) edge.</param>
/// <param name="ContentStart">First input column that shows the frame.</param>
/// <param name="ContentEnd">The column after the last one.</param>
/// <param name="ClampMin">Smallest tap; negative where the padding belongs to what is resized.</param>
/// <param name="ClampMax">Largest tap.</param>
/// <param name="FrameSize">Columns of the frame.</param>
/// <param name="Coordinates">Decides c.</param>
public readonly record struct AxisTransform(
    double Scale,
    double Offset,
    int ContentStart,
    int ContentEnd,
    int ClampMin,
    int ClampMax,
    int FrameSize,
    PixelCoordinates Coordinates)
{
    /// <summary>Frame coordinate of a point of the network's input; both count from the left edge of the first pixel.</summary>
    public double ToFrame(double input) => (input * Scale) + Offset;

    /// <summary>The inverse of <see cref="ToFrame"/>.</summary>
    public double ToInput(double frame) => (frame - Offset) / Scale;

    /// <summary>The two taps of an input column and the weight of the second one, before clamping and padding.</summary>
    public (int Tap0, int Tap1, float Weight) Sample(int d)
    {
        double c = Coordinates == PixelCoordinates.HalfPixel ? 0.5 : 0;
        double s = ((d + c) * Scale) + Offset - c;
        double floor = Math.Floor(s);
        return (Math.Clamp((int)floor, ClampMin, ClampMax), Math.Clamp((int)floor + 1, ClampMin, ClampMax), (float)(s - floor));
    }
}
