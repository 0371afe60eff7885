using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Convolution with bias, residual and activation in one dispatch. Packed in, packed out. Three shaders: conv for groups
/// of whole channel blocks (also the pointwise case, as one long row), conv_depthwise, conv_grouped for the rest.
/// </summary>
internal static class ConvKernel
{
    private const int Lanes = GpuTensorLayout.Lanes;

    /// <summary>The weights must be known when the kernel is made, since they are repacked.</summary>
    public static string? WhyUnsupported(Conv op, TensorInfo[] inputs) =>
        !inputs[1].IsConstant || (inputs.Length > 2 && inputs[2].IsPresent && !inputs[2].IsConstant)
            ? "weights and bias must be constants" : null;

    /// <summary>The kernel for a convolution.</summary>
    public static GpuOperation Create(Conv op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, w = request.Inputs[1].Shape;
        WindowDefines window = WindowDefines.Of(op.Geometry(x, w));
        int groupIn = w[1], groupOut = w[0] / op.Groups;
        if (groupIn == 1 && groupOut == 1 && op.Groups > 1)
            return Depthwise(op, request, window);
        bool wholeBlocks = op.Groups == 1 || (groupIn % Lanes == 0 && groupOut % Lanes == 0);
        return wholeBlocks ? Blocked(op, request, window) : Grouped(op, request, window);
    }

    private static GpuKernel Blocked(Conv op, KernelRequest request, WindowDefines window)
    {
        TensorShape x = request.Inputs[0].Shape, w = request.Inputs[1].Shape;
        if (window.Taps == 1 && window is { X: { Stride: 1, PadBegin: 0 }, Y: { Stride: 1, PadBegin: 0 }, Z: { Stride: 1, PadBegin: 0 } }
            && window.OutPlane == GpuTensorLayout.Plane(x))
        {
            window = new WindowDefines(
                WindowAxis.Unit, WindowAxis.Unit, WindowAxis.Unit with { Input = window.OutPlane, Output = window.OutPlane });
        }

        int groupOutBlocks = GpuTensorLayout.Blocks(w[0] / op.Groups), groupInBlocks = GpuTensorLayout.Blocks(w[1]);
        ConvTile tile = ConvTile.Choose(request.Traits, groupOutBlocks, window);
        // A tile must not reach into the next group; the only one may end beyond the last channel.
        if (op.Groups > 1 && groupOutBlocks % tile.Blocks != 0)
            tile = tile with { Blocks = 1 };
        int outTiles = op.Groups * ((groupOutBlocks + tile.Blocks - 1) / tile.Blocks);
        int strips = (window.X.Output + tile.Positions - 1) / tile.Positions;
        long invocations = (long)x[0] * outTiles * strips * window.Y.Output * window.Z.Output;
        return Kernel(op, request, window, "conv.comp", invocations, tile.Positions, Weights(request, op, window, tile.Blocks, outTiles),
            new("TILE_O", tile.Blocks), new("REUSE_ROW", tile.ReuseRow), new("TILES", x[0] * outTiles), new("BATCH", x[0]),
            new("GROUP_IN_BLOCKS", groupInBlocks), new("GROUP_OUT_BLOCKS", op.Groups == 1 ? outTiles * tile.Blocks : groupOutBlocks),
            new("WEIGHTS", outTiles * tile.Blocks));
    }

    private static GpuKernel Depthwise(Conv op, KernelRequest request, WindowDefines window)
    {
        TensorShape x = request.Inputs[0].Shape;
        int blocks = GpuTensorLayout.Blocks(x[1]), positions = Math.Min(4, window.X.Output);
        int strips = (window.X.Output + positions - 1) / positions;
        long invocations = (long)x[0] * blocks * strips * window.Y.Output * window.Z.Output;
        return Kernel(op, request, window, "conv_depthwise.comp", invocations, positions, DepthwiseWeights(request, window.Taps),
            new("TILES", x[0] * blocks), new("WEIGHTS", blocks));
    }

    private static GpuKernel Grouped(Conv op, KernelRequest request, WindowDefines window)
    {
        TensorShape x = request.Inputs[0].Shape, w = request.Inputs[1].Shape;
        int blocks = GpuTensorLayout.Blocks(w[0]);
        var weights = new float[(blocks * Lanes) + w.Length];
        Bias(request).CopyTo(weights);
        request.Inputs[1].Value!.AsSpan<float>().CopyTo(weights.AsSpan(blocks * Lanes));
        return Kernel(op, request, window, "conv_grouped.comp", (long)x[0] * blocks * window.OutPlane, 1, GpuBinding.Table(weights),
            new("TILES", x[0] * blocks), new("WEIGHTS", blocks), new("GROUP_IN", w[1]), new("GROUP_OUT", w[0] / op.Groups));
    }

    private static GpuKernel Kernel(Conv op, KernelRequest request, WindowDefines window, string shader, long invocations,
        int positions, GpuBinding weights, params ShaderDefine[] defines)
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
            new("TILE_P", positions), new("STRIPS", (window.X.Output + positions - 1) / positions),
            new("IN_BLOCKS", GpuTensorLayout.Blocks(request.Inputs[0].Shape[1])),
            new("OUT_BLOCKS", GpuTensorLayout.Blocks(request.Outputs[0].Shape[1])),
            new("OUT_CHANNELS", request.Outputs[0].Shape[1]), new("RESIDUAL", residual),
        ], bindings);
    }

    // [tile][input block][tap][block in tile][input lane][output lane], zero where a channel does not exist.
    private static GpuBinding Weights(KernelRequest request, Conv op, WindowDefines window, int tileBlocks, int outTiles)
    {
        ReadOnlySpan<float> source = request.Inputs[1].Value!.AsSpan<float>();
        TensorShape w = request.Inputs[1].Shape;
        int taps = window.Taps, inBlocks = GpuTensorLayout.Blocks(w[1]), groupOut = w[0] / op.Groups;
        int groupTiles = outTiles / op.Groups, head = outTiles * tileBlocks * Lanes;
        var packed = new float[head + (outTiles * inBlocks * taps * tileBlocks * Lanes * Lanes)];
        Bias(request).CopyTo(packed);
        for (int m = 0; m < w[0]; m++)
        {
            int inGroup = m % groupOut, tile = (m / groupOut * groupTiles) + (inGroup / (tileBlocks * Lanes));
            int block = inGroup / Lanes % tileBlocks, lane = inGroup % Lanes;
            for (int c = 0; c < w[1]; c++)
            {
                for (int k = 0; k < taps; k++)
                {
                    int vector = ((((((tile * inBlocks) + (c / Lanes)) * taps) + k) * tileBlocks) + block) * Lanes;
                    packed[head + ((vector + (c % Lanes)) * Lanes) + lane] = source[(((m * w[1]) + c) * taps) + k];
                }
            }
        }

        return GpuBinding.Weights(packed);
    }

    // [block][tap][channel lane].
    private static GpuBinding DepthwiseWeights(KernelRequest request, int taps)
    {
        ReadOnlySpan<float> source = request.Inputs[1].Value!.AsSpan<float>();
        int channels = request.Inputs[1].Shape[0], head = GpuTensorLayout.Blocks(channels) * Lanes;
        var packed = new float[head * (taps + 1)];
        Bias(request).CopyTo(packed);
        for (int c = 0; c < channels; c++)
        {
            for (int k = 0; k < taps; k++)
                packed[head + (((c / Lanes * taps) + k) * Lanes) + (c % Lanes)] = source[(c * taps) + k];
        }

        return GpuBinding.Weights(packed);
    }

    private static ReadOnlySpan<float> Bias(KernelRequest request) =>
        request.Optional(2).Value is { } bias ? bias.AsSpan<float>() : [];
}
