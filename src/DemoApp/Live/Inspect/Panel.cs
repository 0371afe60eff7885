namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>
/// One picture that an inspection makes: four bytes a pixel, top row first. Allocates only when it grows.
/// </summary>
internal sealed class Panel
{
    private byte[] _rgba = [];

    /// <summary>Columns; 0 before the first picture.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>The pixels.</summary>
    public Span<byte> Rgba => _rgba.AsSpan(0, 4 * Width * Height);

    /// <summary>Gives it a size; its pixels are then undefined.</summary>
    public void Resize(int width, int height)
    {
        (Width, Height) = (width, height);
        if (_rgba.Length < 4 * width * height)
            _rgba = new byte[4 * width * height];
    }
}
