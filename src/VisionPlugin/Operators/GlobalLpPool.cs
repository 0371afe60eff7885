using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The p-norm of each channel: Y(n, c) = (sum over the spatial positions of |X(n, c, ...)|^P)^(1/P).
/// Input: X (N, C, spatial...). Output: Y (N, C, 1, ...). ONNX GlobalLpPool.
/// </summary>
/// <param name="P">The norm's exponent, 1 or more.</param>
public sealed record GlobalLpPool(int P = 2) : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalLpPool";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.AtLeast(P, 1, "p");
        return Pooling.InferGlobal(inputs);
    }

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
                sum += Math.Pow(Math.Abs(value), P);
            y[i] = (float)Math.Pow(sum, 1.0 / P);
        }
    }
}
