namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>The values of biCompression that are supported.</summary>
internal enum BmpCompression : uint
{
    Rgb = 0,
    Rle8 = 1,
    Rle4 = 2,
    BitFields = 3,
    AlphaBitFields = 6,
}
