using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// Random weights as He et al. (Delving Deep into Rectifiers, 2015, section 2.2) initialise networks of rectifiers: kernels from
/// a normal distribution of variance 2 / fan-in, biases 0; normalisations start as identities. The same seed gives the same
/// numbers on every machine, whatever the order in which layers are built.
/// </summary>
/// <param name="seed">Chooses the numbers.</param>
/// <param name="spread">
/// Standard deviation of biases, means, and of scales and variances around 1; 0 as in the paper. Tests take more, so that no
/// term of a network is without effect.
/// </param>
public sealed class SeededWeights(int seed = 0, float spread = 0) : IWeightSource
{
    // The scale at the end of a residual branch. With 1, the variance doubles at every block: 2^50 in ResNet-152.
    private const float BranchScale = 0.2f;

    private const int ChunkPairs = 1 << 15;

    /// <inheritdoc/>
    public Tensor Get(WeightRequest request)
    {
        var tensor = new Tensor<float>(request.Shape);
        (float mean, float deviation) = request.Role switch
        {
            WeightRole.Kernel => (0, MathF.Sqrt(2f / Math.Max(1, request.FanIn))),
            WeightRole.Scale => (1, spread),
            WeightRole.BranchScale => (BranchScale, BranchScale * spread),
            WeightRole.Variance => (1, spread),
            _ => (0, spread),
        };
        if (deviation == 0)
            tensor.AsSpan().Fill(mean);
        else
            Fill(tensor, StartOf(request.Name), mean, deviation);
        if (request.Role == WeightRole.Variance)
            MakePositive(tensor.AsSpan());
        return tensor;
    }

    private static void Fill(Tensor<float> tensor, ulong start, float mean, float deviation)
    {
        int pairs = (tensor.Shape.Length + 1) / 2, chunks = (pairs + ChunkPairs - 1) / ChunkPairs;
        Parallel.For(0, chunks, chunk =>
        {
            Span<float> values = tensor.AsSpan();
            for (int pair = chunk * ChunkPairs; pair < Math.Min(pairs, (chunk + 1) * ChunkPairs); pair++)
            {
                (float first, float second) = Normal(start + (ulong)pair);
                values[2 * pair] = mean + (deviation * first);
                if ((2 * pair) + 1 < values.Length)
                    values[(2 * pair) + 1] = mean + (deviation * second);
            }
        });
    }

    // Two independent normal numbers: Box and Muller (1958), from the two halves of a random word.
    private static (float First, float Second) Normal(ulong counter)
    {
        ulong word = Mix(counter * 0x9E3779B97F4A7C15);
        float u = ((word >> 40) + 1) * (1f / (1 << 24)), v = (word & 0xFFFFFF) * (1f / (1 << 24));
        float radius = MathF.Sqrt(-2 * MathF.Log(u));
        (float sin, float cos) = MathF.SinCos(2 * MathF.PI * v);
        return (radius * cos, radius * sin);
    }

    // Where a parameter's numbers start in the sequence: a hash of its name (FNV-1a) and the seed.
    private ulong StartOf(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in name)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash ^ Mix((uint)seed + 0x9E3779B97F4A7C15));
    }

    // The finalizer of SplitMix64: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators (2014).
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static void MakePositive(Span<float> values)
    {
        foreach (ref float value in values)
            value = Math.Max(Math.Abs(value), 0.1f);
    }
}
