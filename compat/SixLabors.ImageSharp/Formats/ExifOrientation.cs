namespace SixLabors.ImageSharp.Formats;

/// <summary>
/// Where the stored image's first row and first column belong in the upright picture (EXIF tag 0x0112):
/// TopRight means that the first row is the top and the first column is the right side.
/// </summary>
internal enum ExifOrientation
{
    TopLeft = 1,
    TopRight = 2,
    BottomRight = 3,
    BottomLeft = 4,
    LeftTop = 5,
    RightTop = 6,
    RightBottom = 7,
    LeftBottom = 8,
}
