using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Batch normalisation that could not be folded into a convolution, in whichever layout the input lies.
/// </summary>
internal static class BatchNormalizationKernel
{
    /// <summary>The kernel of a normalisation.</summary>
    public static GpuOperation Create(BatchNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int channels = x.Rank == 1 ? 1 : x[1];
        GpuLayout layout = request.Layouts[0];
        bool packed = layout == GpuLayout.Packed;
        if (request.Inputs.Skip(1).Any(i => !i.IsConstant))
        {
            GpuBinding computed = GpuBinding.Scratch(0, Stride(channels) * 3L * GpuTensorLayout.ElementBytes, packed);
            return new GpuOperation([
                ParameterKernel.Copy(3, computed, 0, channels),
                GpuKernel.ForEach(channels, "batch_scale.comp",
                    [new("FIRST", Stride(channels)), new("EPSILON", op.Epsilon)],
                    GpuBinding.Input(1), GpuBinding.Input(4), computed with { Vectors = false }),
                ParameterKernel.Copy(2, computed, 2 * Stride(channels), channels),
                Kernel(x, layout, channels, computed),
            ]);
        }

        float[] statistics = Statistics(op, request, channels);
        return Kernel(
            x, layout, channels, packed ? GpuBinding.Weights(statistics) : GpuBinding.Table(statistics));
    }

    private static GpuKernel Kernel(TensorShape x, GpuLayout layout, int channels, GpuBinding statistics) =>
        GpuKernel.ForEach(GpuTensorLayout.Vectors(x, layout), "batch_normalization.comp",
            [new("CHANNELS", channels), new("PLANE", x.Rank == 1 ? 1 : Math.Max(1, GpuTensorLayout.Plane(x))),
                new("PACKED", layout == GpuLayout.Packed)],
            GpuBinding.Vec4Input(0, layout), statistics, GpuBinding.Output(0, layout));

    // Whole blocks of channels, so that each of the three begins with a vector.
    private static int Stride(int channels) => GpuTensorLayout.Blocks(channels) * GpuTensorLayout.Lanes;

    // Mean, scale / sqrt(variance + epsilon) and shift, each padded to whole blocks.
    private static float[] Statistics(BatchNormalization op, KernelRequest request, int channels)
    {
        int stride = Stride(channels);
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
