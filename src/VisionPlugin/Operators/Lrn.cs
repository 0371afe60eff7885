using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Local response normalisation across channels:
/// Y(n, c, ...) = X(n, c, ...) / (Bias + Alpha / Size * sum over c' of X(n, c', ...)^2)^Beta,
/// c' from max(0, c - floor((Size - 1) / 2)) to min(C - 1, c + ceil((Size - 1) / 2)).
/// Input: X (N, C, ...). Output: Y of X's shape. ONNX LRN; Krizhevsky et al., ImageNet Classification (2012), 3.3.
/// </summary>
/// <param name="Size">Channels in the sum, 1 or more.</param>
/// <param name="Alpha">Scale of the sum, 0 or more.</param>
/// <param name="Beta">Exponent.</param>
/// <param name="Bias">Added to the sum, 0 or more: negative numbers have no such powers.</param>
public sealed record Lrn(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "LRN";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Rank(inputs[0], "X", 2);
        Guard.AtLeast(Size, 1, "size");
        Guard.NotNegative(Alpha, "alpha");
        Guard.Finite(Beta, "beta");
        Guard.NotNegative(Bias, "bias");
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * Math.Min(Size, inputs[0].Shape[1]);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int channels = shape[1], plane = shape.LengthOf(2, shape.Rank);
        for (int i = 0; i < y.Length; i++)
        {
            int c = i / plane % channels, firstOfChannel0 = i - (c * plane);
            int from = Math.Max(0, c - ((Size - 1) / 2)), to = (int)Math.Min(channels - 1, c + (long)(Size / 2));
            double sum = 0;
            for (int other = from; other <= to; other++)
                sum += (double)x[firstOfChannel0 + (other * plane)] * x[firstOfChannel0 + (other * plane)];
            y[i] = (float)(x[i] / Math.Pow(Bias + ((double)Alpha / Size * sum), Beta));
        }
    }
}
