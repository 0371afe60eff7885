namespace VisionPlugin.Decoding;

/// <summary>
/// A rectangle in pixels; (0, 0) is the top left corner of the top left pixel. It may reach beyond the picture, as
/// networks predict whole objects.
/// </summary>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Top edge.</param>
/// <param name="X2">Right edge.</param>
/// <param name="Y2">Bottom edge.</param>
public readonly record struct Box(float X1, float Y1, float X2, float Y2)
{
    /// <summary>Width; negative if the edges are swapped.</summary>
    public float Width => X2 - X1;

    /// <summary>Height; negative if the edges are swapped.</summary>
    public float Height => Y2 - Y1;

    /// <summary>Area; 0 if empty.</summary>
    public float Area => Math.Max(0, Width) * Math.Max(0, Height);

    /// <summary>True if no edge is NaN or infinite.</summary>
    public bool IsFinite => float.IsFinite(X1) && float.IsFinite(Y1) && float.IsFinite(X2) && float.IsFinite(Y2);

    /// <summary>A box from its centre and size.</summary>
    public static Box FromCenter(float x, float y, float width, float height) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    /// <summary>Intersection over union with another box, 0..1; 0 if both are empty.</summary>
    public float IoU(Box other)
    {
        float width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1);
        float height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        if (!(width > 0) || !(height > 0))
            return 0;
        float intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }

    /// <summary>The box with a share of its width added to the left and right, and of its height above and below.</summary>
    public Box Expand(float share) =>
        new(X1 - (share * Width), Y1 - (share * Height), X2 + (share * Width), Y2 + (share * Height));

    /// <summary>The part inside a picture.</summary>
    public Box Clip(int width, int height) => new(
        Math.Clamp(X1, 0, width), Math.Clamp(Y1, 0, height), Math.Clamp(X2, 0, width), Math.Clamp(Y2, 0, height));
}
