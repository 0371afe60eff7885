namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>What one invocation of a convolution computes.</summary>
/// <param name="Blocks">Blocks of four output channels.</param>
/// <param name="Positions">Neighbouring positions of a row.</param>
/// <param name="ReuseRow">Each input vector of a row is loaded once for all taps of the row.</param>
internal readonly record struct ConvTile(int Blocks, int Positions, bool ReuseRow)
{
    // The shader writes the taps of a reused row out one by one, up to this many.
    private const int MaxReusedTaps = 5;

    // Vectors of a reused row that still fit into registers beside the sums.
    private const int MaxSpan = 12;

    /// <summary>Chooses a tile.</summary>
    /// <param name="traits">The device.</param>
    /// <param name="weights">The channels.</param>
    /// <param name="window">The window; a pointwise one is given as a single row.</param>
    public static ConvTile Choose(GpuTraits traits, ConvWeights weights, WindowDefines window)
    {
        // llvmpipe gains from few, large tiles; a GPU also needs many invocations, and has fewer registers for each.
        int maxBlocks = traits.IsSoftware ? 4 : 2;
        int blocks = BestDivisor(weights.GroupOutBlocks, maxBlocks);
        // A tile must not reach into the next group; that of the only one may end beyond the last channel.
        if (weights.Groups > 1 && weights.GroupOutBlocks % blocks != 0)
            blocks = 1;
        int positions = BestDivisor(window.X.Output, 4);
        int span = ((positions - 1) * window.X.Stride) + ((window.X.Kernel - 1) * window.X.Dilation) + 1;
        bool reuse = window.X.Kernel is > 1 and <= MaxReusedTaps && span <= MaxSpan && span < positions * window.X.Kernel;
        return new ConvTile(blocks, positions, reuse);
    }

    // The part size up to max that covers a length with the least waste; the larger one where two are equal.
    private static int BestDivisor(int length, int max)
    {
        int best = 1;
        double bestCost = double.MaxValue;
        for (int size = 1; size <= Math.Min(max, length); size++)
        {
            // A part costs its loads, which it shares, and its sums, which it does not.
            double cost = ((length + size - 1) / size) * (1.0 + size);
            if (cost <= bestCost)
                (best, bestCost) = (size, cost);
        }

        return best;
    }
}
