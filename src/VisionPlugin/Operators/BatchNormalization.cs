using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Normalisation of each channel by statistics from training:
/// Y(n, c, ...) = (X(n, c, ...) - Mean(c)) / sqrt(Var(c) + Epsilon) * Scale(c) + B(c).
/// Inputs: X (N, C, ...) or (N) with C = 1, then Scale, B, Mean, Var (C). Output: Y of X's shape.
/// ONNX BatchNormalization at inference; Ioffe and Szegedy, Batch Normalization (2015).
/// </summary>
/// <param name="Epsilon">Added to the variance against division by zero.</param>
public sealed record BatchNormalization(float Epsilon = 1e-5f) : Operator
{
    private static readonly string[] InputNames = ["X", "Scale", "B", "Mean", "Var"];

    /// <inheritdoc/>
    public override string Name => "BatchNormalization";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 5, 5);
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Rank(inputs[0], "X", 1);
        TensorShape x = inputs[0].Shape;
        for (int i = 1; i < 5; i++)
            Guard.Vector(inputs[i], InputNames[i], x.Rank == 1 ? 1 : x[1]);
        return [new TensorInfo(DataType.Float32, x)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        ReadOnlySpan<float> scale = inputs[1]!.AsSpan<float>(), b = inputs[2]!.AsSpan<float>();
        ReadOnlySpan<float> mean = inputs[3]!.AsSpan<float>(), variance = inputs[4]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int plane = shape.LengthOf(2, shape.Rank);
        for (int i = 0; i < y.Length; i++)
        {
            int c = i / plane % scale.Length;
            y[i] = (float)(((double)x[i] - mean[c]) / Math.Sqrt((double)variance[c] + Epsilon) * scale[c] + b[c]);
        }
    }
}
