using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The mean of each channel: Y(n, c) = sum over the spatial positions of X(n, c, ...) / their number.
/// Input: X (N, C, spatial...). Output: Y (N, C, 1, ...). ONNX GlobalAveragePool;
/// Lin et al., Network in Network (2013).
/// </summary>
public sealed record GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) => Pooling.InferGlobal(inputs);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int plane = shape.LengthOf(2, shape.Rank);
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            foreach (float value in x.Slice(i * plane, plane))
                sum += value;
            y[i] = (float)(sum / plane);
        }
    }
}
