namespace SixLabors.ImageSharp.Formats;

internal static class ExifOrientationExtensions
{
    internal static bool SwapsAxes(this ExifOrientation orientation) => orientation >= ExifOrientation.LeftTop;

    /// <summary>Copies width * height pixels to their places in the upright picture.</summary>
    internal static void Apply<T>(
        this ExifOrientation orientation, ReadOnlySpan<T> source, int width, int height, Span<T> destination)
    {
        // Stored pixel (x, y) goes to destination[origin + x * columnStep + y * rowStep].
        (int origin, int columnStep, int rowStep) = orientation switch
        {
            ExifOrientation.TopRight => (width - 1, -1, width),
            ExifOrientation.BottomRight => ((width * height) - 1, -1, -width),
            ExifOrientation.BottomLeft => ((height - 1) * width, 1, -width),
            ExifOrientation.LeftTop => (0, height, 1),
            ExifOrientation.RightTop => (height - 1, height, -1),
            ExifOrientation.RightBottom => ((width * height) - 1, -height, -1),
            ExifOrientation.LeftBottom => ((width - 1) * height, -height, 1),
            _ => (0, 1, width),
        };
        for (int y = 0; y < height; y++)
        {
            int target = origin + (y * rowStep);
            foreach (T pixel in source.Slice(y * width, width))
            {
                destination[target] = pixel;
                target += columnStep;
            }
        }
    }
}
