using VisionPlugin.Components.Activations;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Draws a layer's values as a grid of pictures, as <see cref="ActivationView"/> does, from values that are there already.
/// </summary>
public static class ActivationPicture
{
    /// <summary>Draws maps side by side, as large as they fit, on one scale. What is no finite number is magenta.</summary>
    /// <param name="values">The maps, one after the other.</param>
    /// <param name="shape">Their shape: (1, C, H, W), (C, H, W) or (1, C).</param>
    /// <param name="scale">
    /// The numbers that have the first and the last colour; those beyond have these colours too. Null for the range of each
    /// map by itself.
    /// </param>
    /// <param name="rgba">Receives four bytes a pixel, top row first; every pixel is written.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="colors">How numbers become colours.</param>
    /// <exception cref="ArgumentException">
    /// The shape has no maps or is not that of the values, the buffer is too small, or the picture has not a pixel for each map.
    /// </exception>
    public static void Draw(ReadOnlySpan<float> values, TensorShape shape, (float Least, float Greatest)? scale,
        Span<byte> rgba, int width, int height, ActivationColors colors = ActivationColors.Heat)
    {
        if (!ActivationPainter.TryMaps(shape, out _, out _, out _) || shape.Length != values.Length)
            throw new ArgumentException($"{values.Length} values are no maps of shape {shape}.", nameof(shape));
        // Checks size and length.
        var target = new Frame(rgba, width, height, PixelFormat.Rgba32);
        ActivationPainter.Draw(values, shape, rgba, (width, height, target.Stride), colors,
            scale is { } ends ? new ActivationScale(ends.Least, ends.Greatest, colors) : null);
    }
}
