using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Normalisation over the last axes, from <paramref name="Axis"/> on, by their own statistics:
/// Y = (X - mean) / sqrt(variance + Epsilon) * Scale + B.
/// Inputs: X; Scale and optional B, broadcast to X's sizes from the axis on.
/// Outputs: Y of X's shape; optional mean and 1 / sqrt(variance + Epsilon), with size 1 from the axis on.
/// Without the mean, Y = X / sqrt(mean of squares + Epsilon) * Scale, without B and with one output.
/// ONNX LayerNormalization, RMSNormalization; Ba et al., Layer Normalization (2016); Zhang and Sennrich, Root Mean
/// Square Layer Normalization (2019).
/// </summary>
/// <param name="Axis">The first axis of the statistics, -rank to rank - 1.</param>
/// <param name="Epsilon">Added to the variance against division by zero.</param>
/// <param name="Centered">Subtract the mean; false for RMSNormalization.</param>
public sealed record LayerNormalization(int Axis = -1, float Epsilon = 1e-5f, bool Centered = true) : Operator
{
    /// <inheritdoc/>
    public override string Name => Centered ? "LayerNormalization" : "RMSNormalization";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, Centered ? 3 : 2);
        Guard.Type(inputs[0], "X", DataType.Float32);
        TensorShape x = inputs[0].Shape, statistics = x;
        int axis = x.NormalizeAxis(Axis);
        TensorShape normalized = new(x.Sizes[axis..]);
        CheckParameter(inputs[1], "Scale", normalized);
        CheckParameter(Guard.Optional(inputs, 2), "B", normalized);
        for (int i = axis; i < x.Rank; i++)
            statistics = statistics.With(i, 1);
        var info = new TensorInfo(DataType.Float32, statistics);
        return Centered ? [inputs[0] with { Value = null }, info, info] : [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        TensorShape normalized = new(shape.Sizes[shape.NormalizeAxis(Axis)..]);
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        double[] scale = Stretch(inputs[1], normalized, 1), b = Stretch(Guard.Optional(inputs, 2), normalized, 0);
        int length = normalized.Length;
        for (int row = 0; row < shape.LengthOf(0, shape.Rank - normalized.Rank); row++)
        {
            (double mean, double inverse) = Moments.Of(x.Slice(row * length, length), Epsilon, Centered);
            for (int i = 0; i < length; i++)
                y[(row * length) + i] = (float)(((x[(row * length) + i] - mean) * inverse * scale[i]) + b[i]);
            if (outputs.Length > 1)
                outputs[1].AsSpan<float>()[row] = (float)mean;
            if (outputs.Length > 2)
                outputs[2].AsSpan<float>()[row] = (float)inverse;
        }
    }

    private static void CheckParameter(TensorInfo parameter, string name, TensorShape normalized)
    {
        if (!parameter.IsPresent)
            return;
        Guard.Type(parameter, name, DataType.Float32);
        if (!Broadcasting.Fits(parameter.Shape, normalized))
            throw new ShapeMismatchException($"{name} {parameter.Shape} cannot be broadcast to {normalized}.");
    }

    private static double[] Stretch(Tensor? parameter, TensorShape normalized, double ifAbsent)
    {
        var stretched = new double[normalized.Length];
        Array.Fill(stretched, ifAbsent);
        if (parameter is null)
            return stretched;
        int i = 0;
        foreach (int from in StridedMap.Broadcast(parameter.Shape, normalized))
            stretched[i++] = parameter.AsSpan<float>()[from];
        return stretched;
    }
}
