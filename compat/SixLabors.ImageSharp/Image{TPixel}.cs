using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A picture in memory, its pixels stored row by row from the top.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? _pixels;

    /// <summary>Makes an image of default (transparent black) pixels.</summary>
    public Image(int width, int height)
        : this(width, height, Allocate(width, height))
    {
    }

    private Image(int width, int height, TPixel[] pixels)
        : base(width, height)
    {
        _pixels = pixels;
    }

    /// <summary>The pixel in column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position lies outside the image.</exception>
    public TPixel this[int x, int y]
    {
        get => Pixels[IndexOf(x, y)];
        set => Pixels[IndexOf(x, y)] = value;
    }

    internal Span<TPixel> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);
            return _pixels;
        }
    }

    /// <summary>Gives access to the rows as spans.</summary>
    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels)
    {
        ArgumentNullException.ThrowIfNull(processPixels);
        processPixels(new PixelAccessor<TPixel>(Pixels, Width, Height));
    }

    /// <summary>Copies all pixels, row by row from the top.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyPixelDataTo(Span<TPixel> destination) => Pixels.CopyTo(destination);

    /// <summary>Copies the bytes of all pixels, row by row from the top.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyPixelDataTo(Span<byte> destination) => MemoryMarshal.AsBytes(Pixels).CopyTo(destination);

    internal static Image<TPixel> FromDecoded(DecodedImage decoded)
    {
        if (decoded.Pixels is not TPixel[] pixels)
        {
            pixels = new TPixel[decoded.Pixels.Length];
            for (int i = 0; i < pixels.Length; i++)
                pixels[i].FromRgba32(decoded.Pixels[i]);
        }

        return new Image<TPixel>(decoded.Width, decoded.Height, pixels) { Orientation = decoded.Orientation };
    }

    internal override void ApplyOrientation()
    {
        if (Orientation == ExifOrientation.TopLeft)
            return;
        TPixel[] upright = new TPixel[Pixels.Length];
        Orientation.Apply<TPixel>(Pixels, Width, Height, upright);
        if (Orientation.SwapsAxes())
            (Width, Height) = (Height, Width);
        _pixels = upright;
        Orientation = ExifOrientation.TopLeft;
    }

    internal override void CopyRow(int row, Span<Rgba32> destination)
    {
        Span<TPixel> source = Pixels.Slice(row * Width, Width);
        for (int x = 0; x < source.Length; x++)
            source[x].ToRgba32(ref destination[x]);
    }

    protected override void Dispose(bool disposing) => _pixels = null;

    private static TPixel[] Allocate(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        return new TPixel[checked(width * height)];
    }

    private int IndexOf(int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return (y * Width) + x;
    }
}
