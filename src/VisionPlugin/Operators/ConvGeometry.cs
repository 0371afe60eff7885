using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Resolves a <see cref="Window"/> over an input's spatial axes. The one place that computes output sizes and padding:
/// shape inference and every backend use it.
/// Output = floor((Input + PadBegin + PadEnd - (Dilation * (Kernel - 1) + 1)) / Stride) + 1 (ONNX, Conv and MaxPool);
/// in ceil mode the quotient is rounded up, but a last window that would start after the input is dropped. So it is for
/// <see cref="AutoPad.Valid"/> too, as ONNX Runtime and ONNX's shape inference have it; ONNX's text rounds that down.
/// </summary>
/// <param name="Axes">One entry a spatial axis, outermost first.</param>
public sealed record ConvGeometry(ImmutableArray<WindowAxis> Axes)
{
    // Far beyond any network, and small enough that tables of one entry an element stay allocatable.
    private const int MaxAttribute = 1 << 24;

    /// <summary>The vertical axis; for 1-D windows the axis of size 1 that lifts them to 2-D.</summary>
    public WindowAxis Y => Axes.Length >= 2 ? Axes[^2] : WindowAxis.Unit;

    /// <summary>The horizontal axis.</summary>
    public WindowAxis X => Axes[^1];

    /// <summary>Elements of the window.</summary>
    public int KernelLength => Axes.Aggregate(1, (product, axis) => product * axis.Kernel);

    /// <summary>
    /// Resolves a window over the spatial axes (the third and later ones) of <paramref name="input"/>.
    /// </summary>
    /// <exception cref="ShapeMismatchException">Wrong rank, impossible attributes or an empty output.</exception>
    public static ConvGeometry Resolve(Window window, TensorShape input)
    {
        CheckAttributes(window, input);
        var axes = ImmutableArray.CreateBuilder<WindowAxis>(input.Rank - 2);
        for (int i = 0; i < input.Rank - 2; i++)
            axes.Add(ResolveAxis(window, i, input));
        return new ConvGeometry(axes.MoveToImmutable());
    }

    /// <summary>The output's shape: batch and channels as given, then the resolved spatial sizes.</summary>
    public TensorShape OutputShape(int batch, int channels) => Shape(batch, channels, axis => axis.Output);

    /// <summary>The input's shape: batch and channels as given, then the spatial sizes.</summary>
    public TensorShape InputShape(int batch, int channels) => Shape(batch, channels, axis => axis.Input);

    /// <summary>Checks a window's attributes against the spatial axes of an input.</summary>
    /// <exception cref="ShapeMismatchException">Wrong rank or count, or a value out of range.</exception>
    internal static void CheckAttributes(Window window, TensorShape input)
    {
        int rank = input.Rank - 2;
        if (rank < 1)
            throw new ShapeMismatchException($"The input needs batch, channel and spatial axes; its shape is {input}.");
        CheckCount("kernel", window.Kernel, rank, required: true, input);
        CheckCount("strides", window.Strides, rank, required: false, input);
        CheckCount("dilations", window.Dilations, rank, required: false, input);
        CheckCount("pads", window.Pads, 2 * rank, required: false, input);
        long kernelLength = 1;
        for (int i = 0; i < rank; i++)
        {
            CheckRange("kernel size", window.Kernel[i], 1);
            CheckRange("stride", window.Stride(i), 1);
            CheckRange("dilation", window.Dilation(i), 1);
            CheckRange("padding", window.PadBegin(i), -MaxAttribute);
            CheckRange("padding", window.PadEnd(i), -MaxAttribute);
            kernelLength = Math.Min(kernelLength * window.Kernel[i], int.MaxValue);
        }

        if (kernelLength > MaxAttribute)
        {
            throw new ShapeMismatchException(
                $"A kernel [{string.Join(", ", window.Kernel)}] has more than {MaxAttribute} elements.");
        }
    }

    /// <summary>Input elements that a window spans along one axis: Dilation * (Kernel - 1) + 1.</summary>
    internal static long SpanOf(Window window, int axis) =>
        ((long)window.Dilation(axis) * (window.Kernel[axis] - 1)) + 1;

    /// <summary>Throws unless every position along a padded axis can be computed in 32 bits.</summary>
    internal static void CheckExtent(long extent, int axis, TensorShape input)
    {
        if (extent > int.MaxValue)
        {
            throw new ShapeMismatchException(
                $"Spatial axis {axis} of {input} with padding and window is {extent} long; the limit: {int.MaxValue}.");
        }
    }

    private static WindowAxis ResolveAxis(Window window, int i, TensorShape input)
    {
        int size = input[i + 2], kernel = window.Kernel[i], stride = window.Stride(i), dilation = window.Dilation(i);
        long span = SpanOf(window, i);
        if (window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
        {
            CheckExtent(size + span, i, input);
            int same = (int)(((long)size + stride - 1) / stride);
            int total = (int)Math.Max(0, ((same - 1L) * stride) + span - size);
            int small = total / 2, large = total - small;
            bool upper = window.AutoPad == AutoPad.SameUpper;
            return new(size, same, kernel, stride, dilation, upper ? small : large, upper ? large : small);
        }

        bool valid = window.AutoPad == AutoPad.Valid;
        int begin = valid ? 0 : window.PadBegin(i), end = valid ? 0 : window.PadEnd(i);
        CheckExtent((long)size + Math.Max(begin, 0) + Math.Max(end, 0) + span, i, input);
        long room = (long)size + begin + end - span;
        // Rounded up, a window may reach beyond the padding, also the only one.
        if (room < 0 && !(window.CeilMode && room + stride > 0))
        {
            throw new ShapeMismatchException(
                $"A window that spans {span} does not fit spatial axis {i} of {input} with padding {begin} + {end}.");
        }

        long output = (window.CeilMode ? (room + stride - 1) / stride : room / stride) + 1;
        if (window.CeilMode && (output - 1) * stride >= (long)size + begin)
            output--;
        return new(size, (int)output, kernel, stride, dilation, begin, end);
    }

    private static void CheckCount(
        string name, ImmutableArray<int> values, int expected, bool required, TensorShape input)
    {
        int count = values.IsDefault ? 0 : values.Length;
        if (count != expected && (required || count != 0))
            throw new ShapeMismatchException($"{name} has {count} values; the input {input} needs {expected}.");
    }

    private static void CheckRange(string name, int value, int min)
    {
        if (value < min || value > MaxAttribute)
            throw new ShapeMismatchException($"A {name} of {value} is outside {min} to {MaxAttribute}.");
    }

    private TensorShape Shape(int batch, int channels, Func<WindowAxis, int> size) =>
        [batch, channels, .. Axes.Select(size)];
}
