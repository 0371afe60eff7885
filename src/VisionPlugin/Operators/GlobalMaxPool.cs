using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The largest element of each channel: Y(n, c) = max over the spatial positions of X(n, c, ...). NaN propagates; a
/// channel without elements gives -infinity.
/// Input: X (N, C, spatial...). Output: Y (N, C, 1, ...). ONNX GlobalMaxPool.
/// </summary>
public sealed record GlobalMaxPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalMaxPool";

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
            float max = float.NegativeInfinity;
            foreach (float value in x.Slice(i * plane, plane))
                max = MathF.Max(max, value);
            y[i] = max;
        }
    }
}
