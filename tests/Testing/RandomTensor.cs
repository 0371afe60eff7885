using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Seeded test tensors: the same on every run and machine.</summary>
public static class RandomTensor
{
    /// <summary>Uniform in [low, high).</summary>
    public static Tensor<float> Uniform(TensorShape shape, int seed, float low = -1, float high = 1)
    {
        var random = new Random(seed);
        var tensor = new Tensor<float>(shape);
        foreach (ref float value in tensor.AsSpan())
            value = low + ((high - low) * random.NextSingle());
        return tensor;
    }
}
