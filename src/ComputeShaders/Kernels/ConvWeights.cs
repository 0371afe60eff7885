namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Weights of convolutions as their shaders read them. They come as [output channel][input channel of the
/// group][tap]; in front of the packed ones stands the bias of every block of output channels.
/// </summary>
/// <param name="Source">The weights; empty if a run computes them, and <see cref="ConvWeightsKernel"/> packs them.</param>
/// <param name="Bias">One value an output channel; empty for none.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="GroupIn">Input channels of a group.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Taps">Elements of the window.</param>
/// <param name="Format">How they are stored; singles if a run computes them.</param>
internal sealed record ConvWeights(ReadOnlyMemory<float> Source, ReadOnlyMemory<float> Bias, int Outputs, int GroupIn,
    int Groups, int Taps, GpuFormat Format)
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

    /// <summary>True if a run computes them.</summary>
    public bool IsComputed => Source.IsEmpty;

    /// <summary>
    /// [tile][tap][input block][block in tile][input lane][output lane], zero where a channel does not exist. A tile of
    /// <paramref name="tileBlocks"/> blocks must not reach into the next group.
    /// </summary>
    public GpuBinding Blocked(int tileBlocks)
    {
        ReadOnlySpan<float> source = Source.Span;
        int groupTiles = (GroupOutBlocks + tileBlocks - 1) / tileBlocks, tiles = Groups * groupTiles;
        int blocks = tiles * tileBlocks, tileLength = GroupInBlocks * Taps * tileBlocks * Lanes * Lanes;
        if (IsComputed)
            return Computed((blocks * Lanes) + (tiles * tileLength), vectors: true);
        var packed = new float[tiles * tileLength];
        for (int m = 0; m < Outputs; m++)
        {
            int inGroup = m % GroupOut, tile = (m / GroupOut * groupTiles) + (inGroup / (tileBlocks * Lanes));
            int block = inGroup / Lanes % tileBlocks, lane = inGroup % Lanes;
            for (int c = 0; c < GroupIn; c++)
            {
                for (int k = 0; k < Taps; k++)
                {
                    int vector = ((((((tile * Taps) + k) * GroupInBlocks) + (c / Lanes)) * tileBlocks) + block) * Lanes;
                    packed[((vector + (c % Lanes)) * Lanes) + lane] = source[(((m * GroupIn) + c) * Taps) + k];
                }
            }
        }

        return Vectors(packed, blocks, i =>
            (((i / tileLength * tileBlocks) + (i / (Lanes * Lanes) % tileBlocks)) * Lanes) + (i % Lanes));
    }

    /// <summary>[block][tap][channel lane] of a depthwise convolution.</summary>
    public GpuBinding Depthwise()
    {
        ReadOnlySpan<float> source = Source.Span;
        int taps = Taps, blocks = GpuTensorLayout.Blocks(Outputs);
        if (IsComputed)
            return Computed(blocks * Lanes * (taps + 1), vectors: true);
        var packed = new float[blocks * taps * Lanes];
        for (int c = 0; c < Outputs; c++)
        {
            for (int k = 0; k < taps; k++)
                packed[(((c / Lanes * taps) + k) * Lanes) + (c % Lanes)] = source[(c * taps) + k];
        }

        return Vectors(packed, blocks, i => (i / (Lanes * taps) * Lanes) + (i % Lanes));
    }

    /// <summary>The weights in their own order.</summary>
    public GpuBinding Plain()
    {
        int head = GpuTensorLayout.Blocks(Outputs), length = GroupIn * Taps;
        return IsComputed ? Computed((head * Lanes) + (Outputs * length), vectors: false) : GpuBinding.Table(
            WeightEncoding.Encode(Format, Head(head), Source.ToArray(), i => i / length), Format);
    }

    private GpuBinding Vectors(float[] packed, int blocks, Func<int, int> channelOf) =>
        GpuBinding.Weights(WeightEncoding.Encode(Format, Head(blocks), packed, channelOf), Format);

    private float[] Head(int blocks)
    {
        var head = new float[blocks * Lanes];
        Bias.Span.CopyTo(head);
        return head;
    }

    private static GpuBinding Computed(int floats, bool vectors) =>
        GpuBinding.Scratch(0, (long)floats * GpuTensorLayout.ElementBytes, vectors);
}
