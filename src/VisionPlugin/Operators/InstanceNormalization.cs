using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Normalisation of each channel of each picture by its own statistics:
/// Y(n, c, ...) = (X(n, c, ...) - mean(n, c)) / sqrt(variance(n, c) + Epsilon) * Scale(c) + B(c).
/// Inputs: X (N, C, spatial...), Scale (C), B (C). Output: Y of X's shape.
/// ONNX InstanceNormalization; Ulyanov et al., Instance Normalization (2016).
/// </summary>
/// <param name="Epsilon">Added to the variance against division by zero.</param>
public sealed record InstanceNormalization(float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Name => "InstanceNormalization";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Rank(inputs[0], "X", 3);
        Guard.Vector(inputs[1], "Scale", inputs[0].Shape[1]);
        Guard.Vector(inputs[2], "B", inputs[0].Shape[1]);
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        ReadOnlySpan<float> scale = inputs[1]!.AsSpan<float>(), b = inputs[2]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int plane = shape.LengthOf(2, shape.Rank);
        for (int first = 0; first < y.Length; first += plane)
        {
            int c = first / plane % shape[1];
            (double mean, double inverse) = Moments.Of(x.Slice(first, plane), Epsilon);
            for (int i = first; i < first + plane; i++)
                y[i] = (float)(((x[i] - mean) * inverse * scale[c]) + b[c]);
        }
    }
}
