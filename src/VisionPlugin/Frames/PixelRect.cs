namespace VisionPlugin.Frames;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">Left column.</param>
/// <param name="Y">Top row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    /// <summary>Throws unless it has pixels and lies inside a picture of the given size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none, or does not.</exception>
    internal void VerifyInside(int width, int height, string name)
    {
        if (X < 0 || Y < 0 || Width <= 0 || Height <= 0 || Width > width - X || Height > height - Y)
            throw new ArgumentOutOfRangeException(name, $"{this} is not a part of a {width} x {height} frame.");
    }
}
