namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The colour types of the IHDR chunk.</summary>
internal enum PngColorKind : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
