using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Tensors with values at which kernels go wrong.</summary>
internal static class SpecialValues
{
    /// <summary>
    /// Uniform in [low, high), with NaN, infinities, zeros of both signs and huge and tiny values strewn in.
    /// </summary>
    public static Tensor<float> Strewn(TensorShape shape, int seed, float low = -4, float high = 4)
    {
        ReadOnlySpan<float> special =
            [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, 1e-30f, -1e-30f, 1e4f, -1e4f, 1, -1];
        Tensor<float> tensor = RandomTensor.Uniform(shape, seed, low, high);
        Span<float> values = tensor.AsSpan();
        for (int i = 0; i < special.Length && (i * 3) + 1 < values.Length; i++)
            values[(i * 3) + 1] = special[i];
        return tensor;
    }

    /// <summary>Small integers, so that equal values are frequent.</summary>
    public static Tensor<float> Ties(TensorShape shape, int seed)
    {
        Tensor<float> tensor = RandomTensor.Uniform(shape, seed, 0, 3);
        foreach (ref float value in tensor.AsSpan())
            value = MathF.Floor(value);
        return tensor;
    }
}
