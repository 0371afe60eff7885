using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Packs weights that a run computes as <see cref="ConvWeights"/> packs constants, in the same order, so that one set of
/// convolution shaders reads both. Costs a dispatch a run; linear to scratch.
/// </summary>
internal static class ConvWeightsKernel
{
    /// <summary>The operation of a convolution: with the packing in front of it if its weights are computed.</summary>
    /// <param name="convolution">The convolution, whose slot 1 are the packed weights.</param>
    /// <param name="request">The node: input 1 are the weights, input 2 the optional bias.</param>
    /// <param name="weights">The channels.</param>
    /// <param name="order">The order that the convolution reads.</param>
    /// <param name="tileBlocks">Blocks of a tile, for <see cref="ConvWeightsOrder.Blocked"/>.</param>
    /// <param name="transposed">The weights come as [input channel][output channel of the group][tap].</param>
    public static GpuOperation Before(GpuKernel convolution, KernelRequest request, ConvWeights weights,
        ConvWeightsOrder order, int tileBlocks = 1, bool transposed = false)
    {
        if (!weights.IsComputed)
            return convolution;
        GpuBinding target = convolution.Bindings[1] with { Vectors = false };
        bool hasBias = request.Optional(2).IsPresent;
        int groupTiles = (weights.GroupOutBlocks + tileBlocks - 1) / tileBlocks;
        int head = order == ConvWeightsOrder.Blocked ? weights.Groups * groupTiles * tileBlocks
            : GpuTensorLayout.Blocks(weights.Outputs);
        ImmutableArray<GpuBinding> bindings =
            [GpuBinding.Input(1), target, .. hasBias ? (GpuBinding[])[GpuBinding.Input(2)] : []];
        GpuKernel packing = GpuKernel.ForEach(target.ScratchBytes / GpuTensorLayout.ElementBytes, "conv_weights.comp",
            [
                .. Enum.GetValues<ConvWeightsOrder>().Select(o => new ShaderDefine(NameOf(o), (int)o)),
                new("ORDER", NameOf(order)), new("TRANSPOSED", transposed), new("HAS_BIAS", hasBias),
                new("OUTPUTS", weights.Outputs), new("GROUP_IN", weights.GroupIn), new("GROUP_OUT", weights.GroupOut),
                new("TAPS", weights.Taps), new("HEAD", head * GpuTensorLayout.Lanes), new("TILE_O", tileBlocks),
                new("GROUP_TILES", groupTiles),
            ],
            bindings);
        return new GpuOperation([packing, convolution]);
    }

    private static string NameOf(ConvWeightsOrder order) =>
        "ORDER_" + ActivationDefines.SnakeCase(order.ToString()).ToUpperInvariant();
}
