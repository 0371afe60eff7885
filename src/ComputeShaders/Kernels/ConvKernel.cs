using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Convolution with bias, residual and activation in one dispatch. Packed in, packed out. Three shaders: conv for
/// groups of whole channel blocks (also the pointwise case, as one long row), conv_depthwise, conv_grouped for the
/// rest.
/// </summary>
internal static class ConvKernel
{
    /// <summary>The kernel for a convolution.</summary>
    public static GpuOperation Create(Conv op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, w = request.Inputs[1].Shape;
        WindowDefines window = WindowDefines.Of(op.Geometry(x, w));
        bool computed = AreComputed(request);
        float[] source = computed ? [] : request.Inputs[1].Value!.AsSpan<float>().ToArray();
        var weights = new ConvWeights(source, computed ? default : Bias(request), w[0], w[1], op.Groups, window.Taps,
            computed ? GpuFormat.Singles : WeightEncoding.Choose(request.Traits.Precision, source));
        return weights.IsDepthwise ? Depthwise(op, request, window, weights)
            : weights.HasWholeBlocks ? Blocked(op, request, window, weights)
            : Grouped(op, request, window, weights);
    }

    /// <summary>True if weights or bias are known only when the convolution runs.</summary>
    public static bool AreComputed(KernelRequest request) =>
        !request.Inputs[1].IsConstant || (request.Optional(2) is { IsPresent: true, IsConstant: false });

    /// <summary>The bias as an array; empty if there is none.</summary>
    public static float[] Bias(KernelRequest request) =>
        request.Optional(2).Value is { } bias ? bias.AsSpan<float>().ToArray() : [];

    /// <summary>
    /// GROUP_IN and GROUP_IN_BLOCKS, GROUP_OUT_BLOCKS, TILES, BATCH and those of weights packed in tiles of blocks.
    /// </summary>
    public static ShaderDefine[] TileDefines(ConvWeights weights, int tileBlocks, int batch)
    {
        int outTiles = Tiles(weights, tileBlocks);
        return
        [
            new("TILE_O", tileBlocks), new("TILES", batch * outTiles), new("BATCH", batch),
            new("GROUP_IN", weights.GroupIn), new("GROUP_IN_BLOCKS", weights.GroupInBlocks),
            // The only group may end within a tile.
            new("GROUP_OUT_BLOCKS", weights.Groups == 1 ? outTiles * tileBlocks : weights.GroupOutBlocks),
            .. WeightEncoding.Defines(weights.Format, outTiles * tileBlocks),
        ];
    }

    /// <summary>Tiles of output channels.</summary>
    public static int Tiles(ConvWeights weights, int tileBlocks) =>
        weights.Groups * ((weights.GroupOutBlocks + tileBlocks - 1) / tileBlocks);

    private static GpuOperation Blocked(Conv op, KernelRequest request, WindowDefines window, ConvWeights weights)
    {
        TensorShape x = request.Inputs[0].Shape;
        window = window.IsPointwise ? window.AsRow() : window;
        ConvTile tile = ConvTile.Choose(request.Traits, weights, window);
        int strips = (window.X.Output + tile.Positions - 1) / tile.Positions;
        long invocations = (long)x[0] * Tiles(weights, tile.Blocks) * strips * window.Y.Output * window.Z.Output;
        GpuKernel kernel = Kernel(op, request, window, "conv.comp", invocations, tile.Positions,
            weights.Blocked(tile.Blocks), [.. TileDefines(weights, tile.Blocks, x[0])]);
        return ConvWeightsKernel.Before(kernel, request, weights, ConvWeightsOrder.Blocked, tile.Blocks);
    }

    private static GpuOperation Depthwise(Conv op, KernelRequest request, WindowDefines window, ConvWeights weights)
    {
        int blocks = GpuTensorLayout.Blocks(weights.Outputs), tiles = request.Inputs[0].Shape[0] * blocks;
        int positions = ConvTile.Depthwise(request.Traits, window);
        int strips = (window.X.Output + positions - 1) / positions;
        long invocations = (long)tiles * strips * window.Y.Output * window.Z.Output;
        GpuKernel kernel = Kernel(op, request, window, "conv_depthwise.comp", invocations, positions,
            weights.Depthwise(), [new("TILES", tiles), .. WeightEncoding.Defines(weights.Format, blocks)]);
        return ConvWeightsKernel.Before(kernel, request, weights, ConvWeightsOrder.Depthwise);
    }

    private static GpuOperation Grouped(Conv op, KernelRequest request, WindowDefines window, ConvWeights weights)
    {
        int blocks = GpuTensorLayout.Blocks(weights.Outputs), tiles = request.Inputs[0].Shape[0] * blocks;
        GpuKernel kernel = Kernel(op, request, window, "conv_grouped.comp", (long)tiles * window.OutPlane, 1,
            weights.Plain(),
        [
            new("TILES", tiles), .. WeightEncoding.Defines(weights.Format, blocks),
                new("GROUP_IN", weights.GroupIn), new("GROUP_OUT", weights.GroupOut),
        ]);
        return ConvWeightsKernel.Before(kernel, request, weights, ConvWeightsOrder.Plain);
    }

    private static GpuKernel Kernel(Conv op, KernelRequest request, WindowDefines window, string shader,
        long invocations,
        int positions, GpuBinding weights, ImmutableArray<ShaderDefine> defines)
    {
        bool residual = request.Optional(3).IsPresent;
        ImmutableArray<GpuBinding> bindings =
        [
            GpuBinding.Vec4Input(0, GpuLayout.Packed), weights, GpuBinding.Output(0, GpuLayout.Packed),
            .. residual ? [GpuBinding.Vec4Input(3, GpuLayout.Packed)] : ImmutableArray<GpuBinding>.Empty,
        ];
        return GpuKernel.ForEach(invocations, shader,
        [
            .. window.ToDefines(), .. ActivationDefines.Of(op.Activation), .. defines,
            .. BlockDefines(request.Inputs[0].Shape, request.Outputs[0].Shape),
            new("TILE_P", positions), new("STRIPS", (window.X.Output + positions - 1) / positions),
                new("RESIDUAL", residual),
        ], bindings);
    }

    /// <summary>IN_BLOCKS, OUT_BLOCKS and OUT_CHANNELS.</summary>
    public static ShaderDefine[] BlockDefines(TensorShape x, TensorShape y) =>
    [
        new("IN_BLOCKS", GpuTensorLayout.Blocks(x[1])), new("OUT_BLOCKS", GpuTensorLayout.Blocks(y[1])),
        new("OUT_CHANNELS", y[1]),
    ];
}
