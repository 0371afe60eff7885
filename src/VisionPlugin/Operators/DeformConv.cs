using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Deformable convolution over pictures: every element of the window is moved by an offset that the network computes for
/// each output position, and may be scaled by a mask.
/// Y(n, m, o) = B(m) + sum over c, k of W(m, c, k) * mask(n, g, k, o) * X(n, c', position(o, k) + offset(n, g, k, o)),
/// with X interpolated between four elements and 0 outside, c' the channel c of m's group, g the offset group of c'.
/// Inputs: X (N, C, H, W); W (M, C / Groups, KH, KW); offsets (N, OffsetGroups * KH * KW * 2, OH, OW), the vertical one
/// first; optional B (M); optional mask (N, OffsetGroups * KH * KW, OH, OW). Output: Y (N, M, OH, OW).
/// ONNX DeformConv (operator sets 19, 22); Dai et al., Deformable Convolutional Networks (2017), with masks Zhu et al.,
/// Deformable ConvNets v2 (2019).
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding. An empty kernel is taken from W.</param>
/// <param name="Groups">Channel groups of the convolution.</param>
/// <param name="OffsetGroups">Groups of input channels, each with offsets and a mask of its own.</param>
public sealed record DeformConv(Window Window, int Groups = 1, int OffsetGroups = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "DeformConv";

    /// <summary>The window where no offset moves it.</summary>
    public ConvGeometry Geometry(TensorShape input, TensorShape weights) => AsConv.Geometry(input, weights);

    private Conv AsConv => new(Window, Groups);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 5);
        Guard.Rank(inputs[0], "X", 4, 4);
        TensorInfo[] result = AsConv.InferShapes([inputs[0], inputs[1], Guard.Optional(inputs, 3)]);
        TensorShape x = inputs[0].Shape, w = inputs[1].Shape, y = result[0].Shape;
        if (OffsetGroups < 1 || x[1] % OffsetGroups != 0)
            throw new ShapeMismatchException($"{OffsetGroups} offset groups do not divide the channels of X {x}.");
        long taps = (long)OffsetGroups * w[2] * w[3];
        Check(inputs[2], "The offsets", [x[0], 2 * taps, y[2], y[3]]);
        if (Guard.Optional(inputs, 4) is { IsPresent: true } mask)
            Check(mask, "The mask", [x[0], taps, y[2], y[3]]);
        return result;
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (outputs[0].Shape.Length * (long)inputs[1].Shape.LengthOf(1, 4))
        + (2L * inputs[0].Shape[1] / OffsetGroups * inputs[2].Shape.Length);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape, w = inputs[1]!.Shape, y = outputs[0].Shape;
        if (y.Length == 0)
            return;
        ReadOnlySpan<float> weights = inputs[1]!.AsSpan<float>();
        ReadOnlySpan<float> bias = inputs.Length > 3 && inputs[3] is { } b ? b.AsSpan<float>() : [];
        Span<float> to = outputs[0].AsSpan<float>();
        var sampler = new DeformSampler(this, x, w, (Tensor<float>)inputs[2]!, (Tensor<float>?)Guard.Optional(inputs, 4));
        int taps = w[2] * w[3], plane = y[2] * y[3], perGroup = w[0] / Groups;
        double[] sampled = sampler.Columns(inputs[0]!, taps, plane);
        for (int i = 0; i < to.Length; i++)
        {
            int o = i % plane, m = i / plane % y[1], n = i / (plane * y[1]);
            double sum = bias.IsEmpty ? 0 : bias[m];
            for (int c = 0; c < w[1]; c++)
            {
                int channel = (n * x[1]) + (m / perGroup * w[1]) + c;
                for (int k = 0; k < taps; k++)
                    sum += weights[(((m * w[1]) + c) * taps) + k] * sampled[(((channel * taps) + k) * plane) + o];
            }

            to[i] = (float)sum;
        }
    }

    private static void Check(TensorInfo input, string name, long[] expected)
    {
        Guard.Type(input, name, DataType.Float32);
        if (!input.Shape.Sizes.ToArray().Select(size => (long)size).SequenceEqual(expected))
            throw new ShapeMismatchException($"{name} must be [{string.Join(", ", expected)}], not {input.Shape}.");
    }
}
