using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Normalisation of each group of channels of each picture by its own statistics, g the group of c:
/// Y(n, c, ...) = (X(n, c, ...) - mean(n, g)) / sqrt(variance(n, g) + Epsilon) * Scale(c) + B(c).
/// Inputs: X (N, C, ...), Scale and B, both (C) or, as in ONNX opset 18, (Groups) with one value a group.
/// Output: Y of X's shape. ONNX GroupNormalization; Wu and He, Group Normalization (2018).
/// </summary>
/// <param name="Groups">Groups of channels; divides C.</param>
/// <param name="Epsilon">Added to the variance against division by zero.</param>
public sealed record GroupNormalization(int Groups, float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Name => "GroupNormalization";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Rank(inputs[0], "X", 2);
        Guard.AtLeast(Groups, 1, "num_groups");
        int channels = inputs[0].Shape[1];
        if (channels % Groups != 0)
            throw new ShapeMismatchException($"{Groups} groups do not divide the {channels} channels of {inputs[0].Shape}.");
        int parameters = inputs[1].Shape.Length == Groups ? Groups : channels;
        Guard.Vector(inputs[1], "Scale", parameters);
        Guard.Vector(inputs[2], "B", parameters);
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        ReadOnlySpan<float> scale = inputs[1]!.AsSpan<float>(), b = inputs[2]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int plane = shape.LengthOf(2, shape.Rank), group = shape[1] / Groups * plane;
        for (int first = 0; first < y.Length; first += group)
        {
            (double mean, double inverse) = Moments.Of(x.Slice(first, group), Epsilon);
            for (int i = first; i < first + group; i++)
            {
                int c = i / plane % shape[1], p = scale.Length == shape[1] ? c : c / (shape[1] / Groups);
                y[i] = (float)(((x[i] - mean) * inverse * scale[p]) + b[p]);
            }
        }
    }
}
