using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// A sliding window over a channels-last tensor (N, Z, Y, X, C), whatever its number of spatial axes: missing ones have
/// size 1.
/// </summary>
internal sealed class WindowAxes
{
    /// <summary>Lifts a geometry to three spatial axes.</summary>
    public WindowAxes(ConvGeometry geometry, TensorShape input)
        : this(input, geometry.Axes.Length > 2 ? geometry.Axes[^3] : WindowAxis.Unit, geometry.Y, geometry.X)
    {
    }

    /// <summary>Describes a window by its axes.</summary>
    public WindowAxes(TensorShape input, WindowAxis z, WindowAxis y, WindowAxis x)
    {
        (Z, Y, X) = (z, y, x);
        Batch = input[0];
        Channels = input[1];
    }

    /// <summary>Pictures.</summary>
    public int Batch { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; }

    /// <summary>The outermost spatial axis.</summary>
    public WindowAxis Z { get; }

    /// <summary>The vertical axis.</summary>
    public WindowAxis Y { get; }

    /// <summary>The horizontal axis.</summary>
    public WindowAxis X { get; }

    /// <summary>Elements of the window.</summary>
    public int Taps => Z.Kernel * Y.Kernel * X.Kernel;

    /// <summary>Pixels of the output, over all pictures.</summary>
    public int OutputPixels => Batch * Z.Output * Y.Output * X.Output;

    /// <summary>True if every output pixel depends on just the input pixel of the same index.</summary>
    public bool IsPointwise => IsIdentity(Z) && IsIdentity(Y) && IsIdentity(X);

    /// <summary>
    /// The output positions from and to between which, the latter excluded, windows lie inside the input along an axis.
    /// </summary>
    public static (int From, int To) Inside(in WindowAxis axis)
    {
        int room = axis.Input + axis.PadBegin - axis.Span;
        int from = Math.Clamp((axis.PadBegin + axis.Stride - 1) / axis.Stride, 0, axis.Output);
        return (from, room < 0 ? from : Math.Clamp((room / axis.Stride) + 1, from, axis.Output));
    }

    private static bool IsIdentity(WindowAxis axis) =>
        axis is { Kernel: 1, Stride: 1, PadBegin: 0 } && axis.Input == axis.Output;
}
