using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Sizes and padding of a transposed convolution, as the geometry of the convolution that it transposes (ONNX
/// ConvTranspose): Y = Stride * (X - 1) + OutputPadding + Dilation * (Kernel - 1) + 1 - PadBegin - PadEnd.
/// </summary>
internal static class TransposedGeometry
{
    /// <summary>
    /// Resolves the window over the spatial axes of <paramref name="input"/>, the input of the transposed convolution.
    /// </summary>
    /// <exception cref="ShapeMismatchException">Wrong rank, impossible attributes or an empty output.</exception>
    public static ConvGeometry Resolve(
        Window window, ImmutableArray<int> outputPadding, ImmutableArray<int> outputShape, TensorShape input)
    {
        ConvGeometry.CheckAttributes(window, input);
        int rank = input.Rank - 2;
        CheckCount("output_padding", outputPadding, rank, input);
        CheckCount("output_shape", outputShape, rank, input);
        var axes = ImmutableArray.CreateBuilder<WindowAxis>(rank);
        for (int i = 0; i < rank; i++)
        {
            int extra = outputPadding.IsDefaultOrEmpty ? 0 : outputPadding[i];
            int? size = outputShape.IsDefaultOrEmpty ? null : outputShape[i];
            axes.Add(ResolveAxis(window, extra, size, i, input));
        }

        return new ConvGeometry(axes.MoveToImmutable());
    }

    private static WindowAxis ResolveAxis(Window window, int outputPadding, int? outputSize, int i, TensorShape input)
    {
        int size = input[i + 2], stride = window.Stride(i), dilation = window.Dilation(i);
        if (outputPadding < 0 || outputPadding >= Math.Max(stride, dilation))
        {
            throw new ShapeMismatchException(
                $"output_padding {outputPadding} must be less than the stride {stride} or the dilation {dilation}.");
        }

        long full = ((size - 1L) * stride) + outputPadding + ConvGeometry.SpanOf(window, i);
        long begin, end, output;
        if (outputSize is not null || window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
        {
            // What a larger output lacks is added at its end, as output padding is, so that no padding is negative.
            output = outputSize ?? (long)size * stride;
            long total = Math.Max(0, full - output);
            begin = window.AutoPad == AutoPad.SameUpper ? total / 2 : total - (total / 2);
            end = full - output - begin;
        }
        else
        {
            bool valid = window.AutoPad == AutoPad.Valid;
            begin = valid ? 0 : window.PadBegin(i);
            end = valid ? 0 : window.PadEnd(i);
            output = full - begin - end;
        }

        if (output < 1)
            throw new ShapeMismatchException($"Spatial axis {i} of {input} gives an output of size {output}.");
        ConvGeometry.CheckExtent(Math.Max(full, output) + Math.Abs(begin), i, input);
        return new((int)output, size, window.Kernel[i], stride, dilation, (int)begin, (int)end);
    }

    private static void CheckCount(string name, ImmutableArray<int> values, int expected, TensorShape input)
    {
        if (!values.IsDefaultOrEmpty && values.Length != expected)
            throw new ShapeMismatchException($"{name} has {values.Length} values; the input {input} needs {expected}.");
    }
}
