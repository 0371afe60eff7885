using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Resolves a <see cref="Window"/> over an input's spatial axes. The one place that computes output sizes and padding:
/// shape inference and every backend use it.
/// Output = floor((Input + PadBegin + PadEnd - (Dilation * (Kernel - 1) + 1)) / Stride) + 1 (ONNX, Conv and MaxPool).
/// </summary>
/// <param name="Axes">One entry a spatial axis, outermost first.</param>
public sealed record ConvGeometry(ImmutableArray<WindowAxis> Axes)
{
    private const int MaxAttribute = 1 << 24;

    /// <summary>The vertical axis; for 1-D windows the axis of size 1 that lifts them to 2-D.</summary>
    public WindowAxis Y => Axes.Length >= 2 ? Axes[^2] : WindowAxis.Unit;

    /// <summary>The horizontal axis.</summary>
    public WindowAxis X => Axes[^1];

    /// <summary>Elements of the window.</summary>
    public int KernelLength => Axes.Aggregate(1, (product, axis) => checked(product * axis.Kernel));

    /// <summary>Resolves a window over the spatial axes (the third and later ones) of <paramref name="input"/>.</summary>
    /// <exception cref="ShapeMismatchException">Wrong rank, impossible attributes or an empty output.</exception>
    public static ConvGeometry Resolve(Window window, TensorShape input)
    {
        int rank = input.Rank - 2;
        CheckAttributes(window, rank, input);
        var axes = ImmutableArray.CreateBuilder<WindowAxis>(rank);
        for (int i = 0; i < rank; i++)
            axes.Add(ResolveAxis(window, i, input));
        return new ConvGeometry(axes.MoveToImmutable());
    }

    /// <summary>The output's shape: batch and channels as given, then the resolved spatial sizes.</summary>
    public TensorShape OutputShape(int batch, int channels)
    {
        Span<int> sizes = stackalloc int[Axes.Length + 2];
        sizes[0] = batch;
        sizes[1] = channels;
        for (int i = 0; i < Axes.Length; i++)
            sizes[i + 2] = Axes[i].Output;
        return new TensorShape(sizes);
    }

    private static WindowAxis ResolveAxis(Window window, int i, TensorShape input)
    {
        int size = input[i + 2], kernel = window.Kernel[i], stride = window.Stride(i), dilation = window.Dilation(i);
        long span = ((long)dilation * (kernel - 1)) + 1;
        if (window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
        {
            int same = (int)(((long)size + stride - 1) / stride);
            int total = checked((int)Math.Max(0, ((long)(same - 1) * stride) + span - size));
            int small = total / 2, large = total - small;
            bool upper = window.AutoPad == AutoPad.SameUpper;
            return new(size, same, kernel, stride, dilation, upper ? small : large, upper ? large : small);
        }

        bool valid = window.AutoPad == AutoPad.Valid;
        int begin = valid ? 0 : window.PadBegin(i), end = valid ? 0 : window.PadEnd(i);
        long room = (long)size + begin + end - span;
        if (room < 0)
        {
            throw new ShapeMismatchException(
                $"A window that spans {span} does not fit spatial axis {i} of {input} with padding {begin} + {end}.");
        }

        long output = (window.CeilMode ? (room + stride - 1) / stride : room / stride) + 1;
        // A window that would start in the padding after the input is dropped (ONNX MaxPool, ceil_mode).
        if (window.CeilMode && (output - 1) * stride >= (long)size + begin)
            output--;
        return new(size, checked((int)output), kernel, stride, dilation, begin, end);
    }

    private static void CheckAttributes(Window window, int rank, TensorShape input)
    {
        if (rank < 1)
            throw new ShapeMismatchException($"The input needs a batch, a channel and spatial axes; its shape is {input}.");
        CheckCount("kernel", window.Kernel.Length, rank, required: true, input);
        CheckCount("strides", window.Strides.IsDefault ? 0 : window.Strides.Length, rank, required: false, input);
        CheckCount("dilations", window.Dilations.IsDefault ? 0 : window.Dilations.Length, rank, required: false, input);
        CheckCount("pads", window.Pads.IsDefault ? 0 : window.Pads.Length, 2 * rank, required: false, input);
        for (int i = 0; i < rank; i++)
        {
            CheckRange("kernel size", window.Kernel[i], 1);
            CheckRange("stride", window.Stride(i), 1);
            CheckRange("dilation", window.Dilation(i), 1);
            CheckRange("padding", window.PadBegin(i), -MaxAttribute);
            CheckRange("padding", window.PadEnd(i), -MaxAttribute);
        }
    }

    private static void CheckCount(string name, int count, int expected, bool required, TensorShape input)
    {
        if (count != expected && (required || count != 0))
            throw new ShapeMismatchException($"{name} has {count} values; the input {input} needs {expected}.");
    }

    private static void CheckRange(string name, int value, int min)
    {
        if (value < min || value > MaxAttribute)
            throw new ShapeMismatchException($"A {name} of {value} is outside {min} to {MaxAttribute}.");
    }
}
