using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Seeded truth values, half of them true.</summary>
internal static class RandomBool
{
    /// <summary>Truth values of a shape.</summary>
    public static Tensor<bool> Flags(TensorShape shape, int seed)
    {
        var random = new Random(seed);
        var tensor = new Tensor<bool>(shape);
        foreach (ref bool value in tensor.AsSpan())
            value = random.Next(2) == 1;
        return tensor;
    }
}
