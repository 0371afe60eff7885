using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Seeded integer tensors over the whole range of 8 bits, or a given one.</summary>
internal static class RandomInteger
{
    /// <summary>0 to 255.</summary>
    public static Tensor<byte> Bytes(TensorShape shape, int seed)
    {
        var tensor = new Tensor<byte>(shape);
        new Random(seed).NextBytes(tensor.AsSpan());
        return tensor;
    }

    /// <summary>-128 to 127.</summary>
    public static Tensor<sbyte> SBytes(TensorShape shape, int seed)
    {
        var tensor = new Tensor<sbyte>(shape);
        new Random(seed).NextBytes(tensor.AsBytes());
        return tensor;
    }

    /// <summary>low to high, both included.</summary>
    public static Tensor<int> Int32(TensorShape shape, int seed, int low, int high)
    {
        var random = new Random(seed);
        var tensor = new Tensor<int>(shape);
        foreach (ref int value in tensor.AsSpan())
            value = (int)random.NextInt64(low, high + 1L);
        return tensor;
    }

    /// <summary>low to high, both included.</summary>
    public static Tensor<long> Int64(TensorShape shape, int seed, int low, int high)
    {
        var random = new Random(seed);
        var tensor = new Tensor<long>(shape);
        foreach (ref long value in tensor.AsSpan())
            value = random.NextInt64(low, high + 1L);
        return tensor;
    }
}
