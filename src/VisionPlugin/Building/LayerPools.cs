using VisionPlugin.Operators;

namespace VisionPlugin.Building;

/// <summary>Pooling layers. Windows slide over all axes behind the channels.</summary>
public static class LayerPools
{
    /// <summary>The largest element under a window; see <see cref="Operators.MaxPool"/>.</summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="kernel">Window size.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="padding">Padding, which does not count.</param>
    /// <param name="ceil">Round output sizes up instead of down.</param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer MaxPool(this Layer x, Extent kernel, Extent stride, Padding padding = default, bool ceil = false, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "pool"), new MaxPool(WindowOf(x, kernel, stride, padding, ceil)), x);

    /// <summary>As <see cref="MaxPool"/>, with the places of the largest elements for a later unpooling.</summary>
    public static (Layer Output, Layer Indices) MaxPoolWithIndices(this Layer x, Extent kernel, Extent stride, Padding padding = default,
        bool ceil = false, string? name = null)
    {
        Layer[] outputs = x.Builder.AddMany(
            x.Builder.NameOf(name, "pool"), new MaxPool(WindowOf(x, kernel, stride, padding, ceil)), 2, x);
        return (outputs[0], outputs[1]);
    }

    /// <summary>The mean under a window; see <see cref="Operators.AveragePool"/>. Parameters as of <see cref="MaxPool"/>.</summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="kernel">Window size.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="ceil">Round output sizes up instead of down.</param>
    /// <param name="countPadding">Padding counts as zeros.</param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer AveragePool(this Layer x, Extent kernel, Extent stride, Padding padding = default, bool ceil = false,
        bool countPadding = false, string? name = null)
        => x.Builder.Add(x.Builder.NameOf(name, "pool"), new AveragePool(WindowOf(x, kernel, stride, padding, ceil), countPadding), x);

    /// <summary>The mean of every channel: (N, C, 1, 1).</summary>
    public static Layer GlobalAveragePool(this Layer x, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "pool"), new GlobalAveragePool(), x);

    /// <summary>The largest element of every channel: (N, C, 1, 1).</summary>
    public static Layer GlobalMaxPool(this Layer x, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "pool"), new GlobalMaxPool(), x);

    private static Window WindowOf(Layer x, Extent kernel, Extent stride, Padding padding, bool ceil) =>
        LayerProducts.WindowOf(Math.Max(1, x.Shape.Rank - 2), kernel, stride, padding, 1, ceil);
}
