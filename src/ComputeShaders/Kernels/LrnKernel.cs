using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Local response normalisation, packed to packed.</summary>
internal static class LrnKernel
{
    /// <summary>The kernel of a normalisation.</summary>
    public static GpuOperation Create(Lrn op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        // More channels than there are change nothing.
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(x, GpuLayout.Packed), "lrn.comp",
            [
                new("BEFORE", Math.Min((op.Size - 1) / 2, x[1])), new("AFTER", Math.Min(op.Size / 2, x[1])),
                new("SCALE", (float)((double)op.Alpha / op.Size)), new("BETA", op.Beta), new("BIAS", op.Bias),
                .. ChannelDefines.Of(x, GpuLayout.Packed),
            ],
            GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Output(0, GpuLayout.Packed));
    }
}
