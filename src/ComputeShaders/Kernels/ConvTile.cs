using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>What one invocation of a convolution computes.</summary>
/// <param name="Blocks">Blocks of four output channels.</param>
/// <param name="Positions">Neighbouring positions of a row.</param>
internal readonly record struct ConvTile(int Blocks, int Positions)
{
    // Sums that fit into registers. llvmpipe gains from few, large tiles (with 24 it is three times slower); a GPU also
    // needs many invocations, and has fewer registers for each.
    private const int MaxSoftwareSums = 16, MaxHardwareSums = 8;

    // Mesa does not unroll the loop that packs more halves than these, and then keeps the sums in memory: three times
    // slower.
    private const int MaxSoftwareHalves = 8;

    /// <summary>Chooses a tile.</summary>
    /// <param name="traits">The device.</param>
    /// <param name="weights">The channels.</param>
    /// <param name="window">The window; a pointwise one is given as a single row.</param>
    public static ConvTile Choose(GpuTraits traits, ConvWeights weights, WindowDefines window)
    {
        int maxSums = !traits.IsSoftware ? MaxHardwareSums
            : traits.Precision.Activations == ActivationPrecision.Half ? MaxSoftwareHalves : MaxSoftwareSums;
        ConvTile best = default;
        double bestCost = double.MaxValue;
        for (int blocks = 1; blocks <= Math.Min(maxSums / 2, weights.GroupOutBlocks); blocks++)
        {
            // A tile must not reach into the next group; that of the only one may end beyond the last channel.
            if (weights.Groups > 1 && weights.GroupOutBlocks % blocks != 0)
                continue;
            int maxPositions = Math.Min(Math.Min(maxSums / 2, maxSums / blocks), window.X.Output);
            for (int positions = 1; positions <= maxPositions; positions++)
            {
                double cost = Cost(blocks, positions) * Parts(weights.GroupOutBlocks, blocks)
                    * Parts(window.X.Output, positions);
                if (cost < bestCost)
                    (best, bestCost) = (new ConvTile(blocks, positions), cost);
            }
        }

        return best;
    }

    /// <summary>Positions of one invocation of a depthwise convolution.</summary>
    public static int Depthwise(GpuTraits traits, WindowDefines window)
    {
        int max = traits.IsSoftware ? MaxSoftwareSums / 2 : MaxHardwareSums / 2, best = 1;
        for (int positions = 2; positions <= Math.Min(max, window.X.Output); positions++)
        {
            if ((1 + positions) * Parts(window.X.Output, positions) <= (1 + best) * Parts(window.X.Output, best))
                best = positions;
        }

        return best;
    }

    // Of one input block: four vectors of weights for each block, one input vector for each position, and the loop
    // count like one load; 16 multiplications of vectors for each sum take about as long as one.
    private static double Cost(int blocks, int positions) => (4 * blocks) + positions + (blocks * positions) + 1;

    private static int Parts(int length, int size) => (length + size - 1) / size;
}
