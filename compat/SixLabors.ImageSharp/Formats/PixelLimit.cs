namespace SixLabors.ImageSharp.Formats;

/// <summary>Keeps a header's promise from allocating memory that the data behind it cannot fill.</summary>
internal static class PixelLimit
{
    /// <summary>One image takes at most 1 GiB.</summary>
    private const long MaxPixels = 1L << 28;

    /// <summary>Keeps the bytes of one row of any format far inside an int.</summary>
    private const long MaxSide = 1L << 24;

    /// <param name="format">Name of the format, for the message.</param>
    /// <param name="width">Width in pixels, as the header says.</param>
    /// <param name="height">Height in pixels, as the header says.</param>
    /// <param name="neededBytes">The least number of bytes that encodes such an image.</param>
    /// <param name="availableBytes">The bytes that the file has for it.</param>
    internal static void Check(string format, long width, long height, long neededBytes, long availableBytes)
    {
        if (width <= 0 || height <= 0)
            throw new InvalidImageContentException($"{format}: the header says {width} x {height} pixels.");
        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
        {
            throw new InvalidImageContentException(
                $"{format}: {width} x {height} is above the limit of {MaxSide} a side and {MaxPixels} pixels.");
        }

        if (neededBytes > availableBytes)
        {
            throw new InvalidImageContentException(
                $"{format}: {availableBytes} bytes cannot hold {width} x {height} pixels; the file is cut off.");
        }
    }
}
