namespace VisionPlugin.Analysis.Drawing;

/// <summary>Where a box lies, in pixels; y grows downwards.</summary>
internal readonly record struct PlacedBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The horizontal middle.</summary>
    public double X => Left + (Width / 2);

    /// <summary>The lower end.</summary>
    public double Bottom => Top + Height;

    /// <summary>The right end.</summary>
    public double Right => Left + Width;
}
