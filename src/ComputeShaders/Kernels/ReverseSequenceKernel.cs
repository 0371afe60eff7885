using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Sequences of different lengths reversed, on linear tensors.</summary>
internal static class ReverseSequenceKernel
{
    /// <summary>The kernel of a reversal.</summary>
    public static GpuOperation Create(ReverseSequence op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        return GpuKernel.ForEach(x.Length, "reverse_sequence.comp",
            [
                new("FIRST", x[0]), new("SECOND", x[1]), new("INNER", x.LengthOf(2, x.Rank)),
                new("BATCH_FIRST", op.BatchAxis == 0),
            ],
            GpuBinding.Input(0), GpuBinding.Input(1), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
