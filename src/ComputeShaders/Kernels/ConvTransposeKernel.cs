using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Transposed convolution with bias and activation in one dispatch, gathered so that no two invocations write one
/// element. Packed in, packed out. conv_transpose for groups of whole channel blocks, conv_transpose_grouped for the
/// rest.
/// </summary>
internal static class ConvTransposeKernel
{
    private const int MaxTileBlocks = 4;

    /// <summary>The kernel for a transposed convolution.</summary>
    public static GpuOperation Create(ConvTranspose op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        // The geometry is that of the convolution that this one transposes: its input is this one's output.
        WindowDefines window = WindowDefines.Of(op.Geometry(x, request.Inputs[1].Shape)).Transposed();
        ConvWeights weights = Weights(op, request);
        if (weights.HasWholeBlocks)
            return Blocked(op, request, window, weights);
        GpuKernel kernel = GpuKernel.ForEach((long)y[0] * GpuTensorLayout.Blocks(y[1]) * window.OutPlane,
                "conv_transpose_grouped.comp",
                [
                    .. Defines(op, request, window), new("TILES", y[0] * GpuTensorLayout.Blocks(y[1])),
                    .. WeightEncoding.Defines(weights.Format, GpuTensorLayout.Blocks(y[1])),
                    new("GROUP_IN", weights.GroupIn), new("GROUP_OUT", weights.GroupOut),
                ],
                GpuBinding.Vec4Input(0, GpuLayout.Packed), weights.Plain(), GpuBinding.Output(0, GpuLayout.Packed));
        return ConvWeightsKernel.Before(kernel, request, weights, ConvWeightsOrder.Plain, transposed: true);
    }

    private static GpuOperation Blocked(
        ConvTranspose op, KernelRequest request, WindowDefines window, ConvWeights weights)
    {
        int batch = request.Inputs[0].Shape[0], tileBlocks = Math.Min(MaxTileBlocks, weights.GroupOutBlocks);
        if (weights.Groups > 1 && weights.GroupOutBlocks % tileBlocks != 0)
            tileBlocks = 1;
        int phase = (window.X.Output + window.X.Stride - 1) / window.X.Stride;
        long invocations = (long)batch * ConvKernel.Tiles(weights, tileBlocks)
            * window.Z.Output * window.Y.Output * phase * window.X.Stride;
        GpuKernel kernel = GpuKernel.ForEach(invocations, "conv_transpose.comp",
            [
                .. Defines(op, request, window), .. ConvKernel.TileDefines(weights, tileBlocks, batch),
                    new("PHASE_W", phase),
            ],
            GpuBinding.Vec4Input(0, GpuLayout.Packed), weights.Blocked(tileBlocks),
                GpuBinding.Output(0, GpuLayout.Packed));
        return ConvWeightsKernel.Before(
            kernel, request, weights, ConvWeightsOrder.Blocked, tileBlocks, transposed: true);
    }

    private static ShaderDefine[] Defines(ConvTranspose op, KernelRequest request, WindowDefines window) =>
    [
        .. window.ToDefines(), .. ActivationDefines.Of(op.Activation),
        .. ConvKernel.BlockDefines(request.Inputs[0].Shape, request.Outputs[0].Shape),
    ];

    // From (C, M / Groups, taps) to [output channel][input channel of the group][tap].
    private static ConvWeights Weights(ConvTranspose op, KernelRequest request)
    {
        TensorShape w = request.Inputs[1].Shape;
        int groupOut = w[1], groupIn = w[0] / op.Groups, taps = w.LengthOf(2, w.Rank);
        if (ConvKernel.AreComputed(request))
            return new ConvWeights(default, default, groupOut * op.Groups, groupIn, op.Groups, taps, GpuFormat.Singles);
        ReadOnlySpan<float> source = request.Inputs[1].Value!.AsSpan<float>();
        var turned = new float[source.Length];
        for (int c = 0; c < w[0]; c++)
        {
            for (int m = 0; m < groupOut; m++)
            {
                int output = (c / groupIn * groupOut) + m;
                source.Slice(((c * groupOut) + m) * taps, taps)
                    .CopyTo(turned.AsSpan(((output * groupIn) + (c % groupIn)) * taps));
            }
        }

        return new ConvWeights(turned, ConvKernel.Bias(request), groupOut * op.Groups, groupIn, op.Groups, taps,
            WeightEncoding.Choose(request.Traits.Precision, turned));
    }
}
