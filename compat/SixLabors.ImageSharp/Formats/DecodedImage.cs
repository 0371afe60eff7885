using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>What a decoder returns: width * height pixels, row by row from the top, not turned upright.</summary>
internal sealed record DecodedImage(int Width, int Height, Rgba32[] Pixels, ExifOrientation Orientation);
