using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Convolution as networks use it (cross-correlation, no flipped kernel) over one to three spatial axes, with groups.
/// Y(n, m, o) = act(B(m) + sum over c, k of W(m, c, k) * X(n, g * C/Groups + c, position(o, k)) + R(n, m, o)).
/// Inputs: X (N, C, spatial...), W (M, C / Groups, kernel...), optional B (M), optional residual R of Y's shape.
/// Output: Y (N, M, spatial...). ONNX Conv, extended by the fused residual and activation.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding. An empty kernel is taken from W.</param>
/// <param name="Groups">Channel groups; Groups = C = M is a depthwise convolution.</param>
/// <param name="Activation">Applied to the sum.</param>
public sealed record Conv(Window Window, int Groups = 1, Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Conv";

    /// <summary>The window over an input, with the kernel's size taken from W where the attribute is absent.</summary>
    public ConvGeometry Geometry(TensorShape input, TensorShape weights)
    {
        Window window = Window.Kernel.IsDefaultOrEmpty ? Window with { Kernel = [.. weights.Sizes[2..]] } : Window;
        return ConvGeometry.Resolve(window, input);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 4);
        TensorShape x = inputs[0].Shape, w = inputs[1].Shape;
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Type(inputs[1], "W", DataType.Float32);
        Guard.Rank(inputs[0], "X", 3, 5);
        if (w.Rank != x.Rank)
            throw new ShapeMismatchException($"W {w} must have the rank of X {x}.");
        if (Groups < 1 || (long)w[1] * Groups != x[1] || w[0] % Groups != 0)
        {
            throw new ShapeMismatchException(
                $"W {w} with {Groups} groups needs {(long)w[1] * Groups} input channels and an output count "
                + $"divisible by the groups; X is {x}.");
        }

        if (!Window.Kernel.IsDefaultOrEmpty && !w.Sizes[2..].SequenceEqual(Window.Kernel.AsSpan()))
            throw new ShapeMismatchException($"kernel_shape [{string.Join(", ", Window.Kernel)}] differs from W {w}.");
        TensorShape y = Geometry(x, w).OutputShape(x[0], w[0]);
        if (inputs.Length > 2 && inputs[2].IsPresent)
            Guard.Vector(inputs[2], "B", w[0]);
        if (inputs.Length > 3 && inputs[3].IsPresent)
        {
            Guard.Type(inputs[3], "The residual", DataType.Float32);
            if (inputs[3].Shape != y)
                throw new ShapeMismatchException($"The residual must have Y's shape {y}, not {inputs[3].Shape}.");
        }

        return [new TensorInfo(DataType.Float32, y)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * inputs[1].Shape.LengthOf(1, inputs[1].Shape.Rank);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape xShape = inputs[0]!.Shape, wShape = inputs[1]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>(), w = inputs[1]!.AsSpan<float>();
        ReadOnlySpan<float> bias = inputs.Length > 2 && inputs[2] is { } b ? b.AsSpan<float>() : [];
        ReadOnlySpan<float> residual = inputs.Length > 3 && inputs[3] is { } r ? r.AsSpan<float>() : [];
        Span<float> y = outputs[0].AsSpan<float>();
        if (y.IsEmpty)
            return;
        var taps = new WindowTaps(Geometry(xShape, wShape));
        int perGroup = wShape[0] / Groups, inPlane = xShape.LengthOf(2, xShape.Rank);
        int kernelLength = wShape.LengthOf(1, wShape.Rank);
        var patch = new double[xShape[1] * wShape.LengthOf(2, wShape.Rank)];

        for (int n = 0; n < xShape[0]; n++)
        {
            for (int o = 0; o < taps.OutputLength; o++)
            {
                CopyPatch(x.Slice(n * xShape[1] * inPlane, xShape[1] * inPlane), inPlane, taps.At(o), patch);
                for (int m = 0; m < wShape[0]; m++)
                {
                    ReadOnlySpan<double> seen = patch.AsSpan(m / perGroup * kernelLength, kernelLength);
                    ReadOnlySpan<float> kernel = w.Slice(m * kernelLength, kernelLength);
                    double sum = bias.IsEmpty ? 0 : bias[m];
                    for (int i = 0; i < kernel.Length; i++)
                        sum += seen[i] * kernel[i];

                    int index = (((n * wShape[0]) + m) * taps.OutputLength) + o;
                    if (!residual.IsEmpty)
                        sum += residual[index];
                    y[index] = (float)Activation.Apply(sum);
                }
            }
        }
    }

    // The elements that the window covers, of every channel; 0 for padding.
    private static void CopyPatch(ReadOnlySpan<float> x, int inPlane, ReadOnlySpan<int> positions, Span<double> patch)
    {
        for (int i = 0; i < patch.Length; i++)
        {
            int position = positions[i % positions.Length];
            patch[i] = position < 0 ? 0 : x[(i / positions.Length * inPlane) + position];
        }
    }
}
