namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Weights of convolutions as their shaders read them. They come as [output channel][input channel of the
/// group][tap]; in front of the packed ones stands the bias of every block of output channels.
/// </summary>
/// <param name="Source">The weights.</param>
/// <param name="Bias">One value an output channel; empty for none.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="GroupIn">Input channels of a group.</param>
/// <param name="Groups">Number of groups.</param>
internal sealed record ConvWeights(ReadOnlyMemory<float> Source, ReadOnlyMemory<float> Bias, int Outputs, int GroupIn,
    int Groups)
{
    private const int Lanes = GpuTensorLayout.Lanes;

    /// <summary>Output channels of a group.</summary>
    public int GroupOut => Outputs / Groups;

    /// <summary>Blocks of output channels of a group.</summary>
    public int GroupOutBlocks => GpuTensorLayout.Blocks(GroupOut);

    /// <summary>Blocks of input channels of a group.</summary>
    public int GroupInBlocks => GpuTensorLayout.Blocks(GroupIn);

    /// <summary>True if every block of four channels belongs to one group.</summary>
    public bool HasWholeBlocks => Groups == 1 || (GroupIn % Lanes == 0 && GroupOut % Lanes == 0);

    /// <summary>True if each channel is a group of its own.</summary>
    public bool IsDepthwise => Groups > 1 && GroupIn == 1 && GroupOut == 1;

    private int Taps => Source.Length / (Outputs * GroupIn);

    /// <summary>
    /// [tile][tap][input block][block in tile][input lane][output lane], zero where a channel does not exist. A tile of
    /// <paramref name="tileBlocks"/> blocks must not reach into the next group.
    /// </summary>
    public GpuBinding Blocked(int tileBlocks)
    {
        ReadOnlySpan<float> source = Source.Span;
        int taps = Taps, groupTiles = (GroupOutBlocks + tileBlocks - 1) / tileBlocks, tiles = Groups * groupTiles;
        int head = tiles * tileBlocks * Lanes;
        var packed = new float[head + (tiles * GroupInBlocks * taps * tileBlocks * Lanes * Lanes)];
        Bias.Span.CopyTo(packed);
        for (int m = 0; m < Outputs; m++)
        {
            int inGroup = m % GroupOut, tile = (m / GroupOut * groupTiles) + (inGroup / (tileBlocks * Lanes));
            int block = inGroup / Lanes % tileBlocks, lane = inGroup % Lanes;
            for (int c = 0; c < GroupIn; c++)
            {
                for (int k = 0; k < taps; k++)
                {
                    int vector = ((((((tile * taps) + k) * GroupInBlocks) + (c / Lanes)) * tileBlocks) + block) * Lanes;
                    packed[head + ((vector + (c % Lanes)) * Lanes) + lane] = source[(((m * GroupIn) + c) * taps) + k];
                }
            }
        }

        return GpuBinding.Weights(packed);
    }

    /// <summary>[block][tap][channel lane] of a depthwise convolution.</summary>
    public GpuBinding Depthwise()
    {
        ReadOnlySpan<float> source = Source.Span;
        int taps = Taps, head = GpuTensorLayout.Blocks(Outputs) * Lanes;
        var packed = new float[head * (taps + 1)];
        Bias.Span.CopyTo(packed);
        for (int c = 0; c < Outputs; c++)
        {
            for (int k = 0; k < taps; k++)
                packed[head + (((c / Lanes * taps) + k) * Lanes) + (c % Lanes)] = source[(c * taps) + k];
        }

        return GpuBinding.Weights(packed);
    }

    /// <summary>The weights in their own order.</summary>
    public GpuBinding Plain()
    {
        int head = GpuTensorLayout.Blocks(Outputs) * Lanes;
        var packed = new float[head + Source.Length];
        Bias.Span.CopyTo(packed);
        Source.Span.CopyTo(packed.AsSpan(head));
        return GpuBinding.Table(packed);
    }
}
