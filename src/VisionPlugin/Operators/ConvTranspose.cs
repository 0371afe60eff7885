using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Transposed convolution (deconvolution) over one to three spatial axes, with groups: every input element adds the
/// kernel, scaled by it, to the output.
/// Y(n, m, p) = act(B(m) + sum over c, i, k with position(i, k) = p of W(c, m mod M/Groups, k) * X(n, c, i)),
/// position(i, k) = i * Stride + k * Dilation - PadBegin, c in the group of m.
/// Inputs: X (N, C, spatial...), W (C, M / Groups, kernel...), optional B (M). Output: Y (N, M, spatial...).
/// ONNX ConvTranspose, extended by the fused activation; Dumoulin and Visin, A guide to convolution arithmetic (2016).
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding. An empty kernel is taken from W.</param>
/// <param name="OutputPadding">Elements added at the end of each spatial axis of Y; empty for none.</param>
/// <param name="OutputShape">Spatial sizes of Y, from which the padding follows; empty if padding is given.</param>
/// <param name="Groups">Channel groups.</param>
/// <param name="Activation">Applied to the sum.</param>
public sealed record ConvTranspose(
    Window Window,
    ImmutableArray<int> OutputPadding = default,
    ImmutableArray<int> OutputShape = default,
    int Groups = 1,
    Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose";

    /// <summary>
    /// The geometry of the convolution that this one transposes: its axes' <c>Input</c> are Y's sizes, its
    /// <c>Output</c> X's. Element k of the kernel at position i of X adds to <c>Position(i, k)</c> of Y, if that lies
    /// inside.
    /// </summary>
    public ConvGeometry Geometry(TensorShape input, TensorShape weights) => TransposedGeometry.Resolve(
        Window.Kernel.IsDefaultOrEmpty ? Window with { Kernel = [.. weights.Sizes[2..]] } : Window,
        OutputPadding,
        OutputShape,
        input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 3);
        TensorShape x = inputs[0].Shape, w = inputs[1].Shape;
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Type(inputs[1], "W", DataType.Float32);
        Guard.Rank(inputs[0], "X", 3, 5);
        if (w.Rank != x.Rank)
            throw new ShapeMismatchException($"W {w} must have the rank of X {x}.");
        if (Groups < 1 || w[0] != x[1] || x[1] % Groups != 0)
        {
            throw new ShapeMismatchException(
                $"W {w} with {Groups} groups needs {w[0]} input channels, divisible by the groups; X is {x}.");
        }

        if (!Window.Kernel.IsDefaultOrEmpty && !w.Sizes[2..].SequenceEqual(Window.Kernel.AsSpan()))
            throw new ShapeMismatchException($"kernel_shape [{string.Join(", ", Window.Kernel)}] differs from W {w}.");
        long channels = (long)w[1] * Groups;
        if (channels > int.MaxValue)
            throw new ShapeMismatchException($"W {w} with {Groups} groups gives {channels} channels.");
        if (inputs.Length > 2 && inputs[2].IsPresent)
            Guard.Vector(inputs[2], "B", (int)channels);
        return [new TensorInfo(DataType.Float32, Geometry(x, w).InputShape(x[0], (int)channels))];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)inputs[0].Shape.Length * inputs[1].Shape.LengthOf(1, inputs[1].Shape.Rank);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape xShape = inputs[0]!.Shape, wShape = inputs[1]!.Shape, yShape = outputs[0].Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>(), w = inputs[1]!.AsSpan<float>();
        ReadOnlySpan<float> bias = inputs.Length > 2 && inputs[2] is { } b ? b.AsSpan<float>() : [];
        Span<float> y = outputs[0].AsSpan<float>();
        if (y.IsEmpty)
            return;
        var taps = new WindowTaps(Geometry(xShape, wShape));
        int inPlane = taps.OutputLength, outPlane = yShape.LengthOf(2, yShape.Rank);
        int perGroup = wShape[1], channels = wShape[0] / Groups;
        var sums = new double[yShape[1] * outPlane];

        for (int n = 0; n < yShape[0]; n++)
        {
            for (int m = 0; m < yShape[1]; m++)
                Array.Fill(sums, bias.IsEmpty ? 0 : bias[m], m * outPlane, outPlane);
            for (int i = 0; i < inPlane; i++)
            {
                ReadOnlySpan<int> positions = taps.At(i);
                for (int c = 0; c < xShape[1]; c++)
                {
                    double value = x[(((n * xShape[1]) + c) * inPlane) + i];
                    for (int m = 0; m < perGroup; m++)
                    {
                        Span<double> plane = sums.AsSpan(((c / channels * perGroup) + m) * outPlane, outPlane);
                        ReadOnlySpan<float> kernel = w.Slice(((c * perGroup) + m) * positions.Length, positions.Length);
                        for (int k = 0; k < kernel.Length; k++)
                        {
                            if (positions[k] >= 0)
                                plane[positions[k]] += value * kernel[k];
                        }
                    }
                }
            }

            for (int i = 0; i < sums.Length; i++)
                y[(n * sums.Length) + i] = (float)Activation.Apply(sums[i]);
        }
    }
}
