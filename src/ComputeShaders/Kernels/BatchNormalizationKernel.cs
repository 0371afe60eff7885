using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Batch normalisation that could not be folded into a convolution, in whichever layout the input lies.
/// </summary>
internal static class BatchNormalizationKernel
{
    /// <summary>Why a normalisation cannot run; null if it can.</summary>
    public static string? WhyUnsupported(BatchNormalization op, Node node, TensorInfo[] inputs) =>
        inputs[1..].All(i => i.IsConstant) ? null : "scale, shift and statistics must be constants";

    /// <summary>The kernel of a normalisation.</summary>
    public static GpuOperation Create(BatchNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int channels = x.Rank == 1 ? 1 : x[1];
        GpuLayout layout = request.Layouts[0];
        bool packed = layout == GpuLayout.Packed;
        float[] statistics = Statistics(op, request, channels);
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(x, layout), "batch_normalization.comp",
            [new("CHANNELS", channels), new("PLANE", x.Rank == 1 ? 1 : Math.Max(1, GpuTensorLayout.Plane(x))),
                new("PACKED", packed)],
            GpuBinding.Vec4Input(0, layout), packed ? GpuBinding.Weights(statistics) : GpuBinding.Table(statistics),
            GpuBinding.Output(0, layout));
    }

    // Mean, scale / sqrt(variance + epsilon) and shift, each padded to whole blocks.
    private static float[] Statistics(BatchNormalization op, KernelRequest request, int channels)
    {
        int stride = GpuTensorLayout.Blocks(channels) * GpuTensorLayout.Lanes;
        var result = new float[3 * stride];
        ReadOnlySpan<float> scale = request.Inputs[1].Value!.AsSpan<float>(),
            shift = request.Inputs[2].Value!.AsSpan<float>();
        ReadOnlySpan<float> mean = request.Inputs[3].Value!.AsSpan<float>(),
            variance = request.Inputs[4].Value!.AsSpan<float>();
        for (int c = 0; c < channels; c++)
        {
            result[c] = mean[c];
            result[stride + c] = (float)(scale[c] / Math.Sqrt((double)variance[c] + op.Epsilon));
            result[(2 * stride) + c] = shift[c];
        }

        return result;
    }
}
