using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A picture in memory. Reads PNG, JPEG and BMP.</summary>
/// <remarks>
/// Loading throws <see cref="UnknownImageFormatException"/> for data of no supported format and
/// <see cref="InvalidImageContentException"/> for damaged data.
/// </remarks>
public abstract class Image : IDisposable
{
    internal Image(int width, int height)
    {
        Width = width;
        Height = height;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; private protected set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private protected set; }

    /// <summary>Orientation that the file asks for and that is not applied yet.</summary>
    internal ExifOrientation Orientation { get; private protected set; } = ExifOrientation.TopLeft;

    /// <summary>Reads the size of the picture in a file.</summary>
    public static ImageInfo Identify(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Identify(stream);
    }

    /// <summary>Reads the size of the picture at the stream's position; the stream stays open.</summary>
    public static ImageInfo Identify(Stream stream) => Identify(ImageDecoder.ReadAll(stream));

    /// <summary>Reads the size of an encoded picture.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> buffer) => ImageDecoder.Identify(buffer);

    /// <summary>Decodes the picture in a file. An EXIF orientation is kept but not applied.</summary>
    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using FileStream stream = File.OpenRead(path);
        return Load<TPixel>(stream);
    }

    /// <summary>Decodes the picture at the stream's position; the stream stays open.</summary>
    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel> => Load<TPixel>(ImageDecoder.ReadAll(stream));

    /// <summary>Decodes an encoded picture.</summary>
    public static Image<TPixel> Load<TPixel>(ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel> => Image<TPixel>.FromDecoded(ImageDecoder.Decode(data));

    /// <summary>Makes an image from a copy of width * height pixels, row by row from the top.</summary>
    /// <exception cref="ArgumentException"><paramref name="data"/> is shorter than that.</exception>
    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Image<TPixel> image = new(width, height);
        if (data.Length < image.Pixels.Length)
        {
            throw new ArgumentException(
                $"{data.Length} pixels are too few for {width} x {height}.", nameof(data));
        }

        data[..image.Pixels.Length].CopyTo(image.Pixels);
        return image;
    }

    /// <summary>Makes an image from a copy of the bytes of width * height pixels.</summary>
    /// <exception cref="ArgumentException"><paramref name="data"/> is shorter than that.</exception>
    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel> =>
        LoadPixelData(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    /// <summary>Releases the pixels; using the image afterwards throws.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>Turns the pixels upright; afterwards <see cref="Orientation"/> is TopLeft.</summary>
    internal abstract void ApplyOrientation();

    /// <summary>Converts one row of <see cref="Width"/> pixels.</summary>
    internal abstract void CopyRow(int row, Span<Rgba32> destination);
}
