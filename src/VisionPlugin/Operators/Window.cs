using System.Collections.Immutable;

namespace VisionPlugin.Operators;

/// <summary>
/// Attributes of a window that slides over the spatial axes, outermost first, as convolution and pooling share them.
/// Empty arrays mean: stride 1, dilation 1, no padding.
/// </summary>
/// <param name="Kernel">Size along each spatial axis, in elements.</param>
/// <param name="Strides">Steps of the window.</param>
/// <param name="Dilations">Distance between neighbouring elements of the window.</param>
/// <param name="Pads">Padding: all begins, then all ends (ONNX order).</param>
/// <param name="AutoPad">How padding is chosen if not by <paramref name="Pads"/>.</param>
/// <param name="CeilMode">Round the output size up instead of down (pooling only).</param>
public sealed record Window(
    ImmutableArray<int> Kernel,
    ImmutableArray<int> Strides,
    ImmutableArray<int> Dilations,
    ImmutableArray<int> Pads,
    AutoPad AutoPad = AutoPad.NotSet,
    bool CeilMode = false)
{
    /// <summary>A square window over two axes with the same stride, dilation and padding on every side.</summary>
    public static Window Square(int kernel, int stride = 1, int pad = 0, int dilation = 1) =>
        new([kernel, kernel], [stride, stride], [dilation, dilation], [pad, pad, pad, pad]);

    /// <summary>Stride along a spatial axis.</summary>
    public int Stride(int axis) => Strides.IsDefaultOrEmpty ? 1 : Strides[axis];

    /// <summary>Dilation along a spatial axis.</summary>
    public int Dilation(int axis) => Dilations.IsDefaultOrEmpty ? 1 : Dilations[axis];

    /// <summary>Padding before the first element of a spatial axis.</summary>
    public int PadBegin(int axis) => Pads.IsDefaultOrEmpty ? 0 : Pads[axis];

    /// <summary>Padding after the last element of a spatial axis.</summary>
    public int PadEnd(int axis) => Pads.IsDefaultOrEmpty ? 0 : Pads[Kernel.Length + axis];
}
