using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Softmax along any axis, on linear tensors.</summary>
internal static class SoftmaxKernel
{
    // Below this many elements an invocation computes a row by itself.
    private const int ShortRow = 32;

    /// <summary>The kernel of a softmax.</summary>
    public static GpuOperation Create(Softmax op, KernelRequest request)
    {
        (int outer, int length, int inner) = op.Split(request.Inputs[0].Shape);
        int rows = outer * inner;
        // With many rows next to one another there is enough to do without sharing one.
        bool shared = length >= ShortRow && inner < GpuKernel.DefaultGroupSize;
        int group = shared && request.Traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        return new GpuKernel("softmax.comp",
            [new("ROWS", rows), new("LENGTH", length), new("INNER", inner), new("LANES", shared ? group : 1)],
            [GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear)],
            group, shared ? rows : (rows + group - 1) / group);
    }
}
