namespace VisionPlugin.Decoding;

/// <summary>
/// What each pixel of a frame belongs to. Reused from frame to frame: it grows to its working size and then allocates
/// nothing.
/// </summary>
public sealed class Mask
{
    private byte[] _values = [];

    /// <summary>Columns: the frame's.</summary>
    public int Width { get; private set; }

    /// <summary>Rows: the frame's.</summary>
    public int Height { get; private set; }

    /// <summary>What the values mean.</summary>
    public MaskKind Kind { get; private set; }

    /// <summary>One byte a pixel, row by row.</summary>
    public ReadOnlySpan<byte> Values => _values.AsSpan(0, Width * Height);

    internal Span<byte> Reset(int width, int height, MaskKind kind)
    {
        int length = checked(width * height);
        if (_values.Length < length)
            _values = new byte[length];
        (Width, Height, Kind) = (width, height, kind);
        return _values.AsSpan(0, length);
    }
}
