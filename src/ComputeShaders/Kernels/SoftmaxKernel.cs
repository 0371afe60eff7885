using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Functions of rows along any axis of linear tensors: softmax, hardmax, division by a norm.</summary>
internal static class SoftmaxKernel
{
    // Below this many elements an invocation computes a row by itself.
    private const int ShortRow = 32;

    /// <summary>The kernel of a softmax or its logarithm.</summary>
    public static GpuOperation Create(Softmax op, KernelRequest request) =>
        Kernel(request, AxisRows.Of(request.Inputs[0].Shape, op.Axis, op.Flatten), "softmax.comp", new ShaderDefine("LOG", op.Log));

    /// <summary>The kernel that marks the largest element.</summary>
    public static GpuOperation Create(Hardmax op, KernelRequest request) =>
        Kernel(request, AxisRows.Of(request.Inputs[0].Shape, op.Axis, op.Flatten), "hardmax.comp");

    /// <summary>The kernel of a division by the norm.</summary>
    public static GpuOperation Create(LpNormalization op, KernelRequest request) =>
        Kernel(request, AxisRows.Of(request.Inputs[0].Shape, op.Axis), "lp_normalization.comp",
            new ShaderDefine("SQUARES", op.P == 2));

    private static GpuKernel Kernel(
        KernelRequest request, AxisRows shape, string shader, params ReadOnlySpan<ShaderDefine> defines)
    {
        int rows = shape.Count;
        // With many rows next to one another there is enough to do without sharing one.
        bool shared = shape.Length >= ShortRow && shape.Inner < GpuKernel.DefaultGroupSize;
        int group = shared && request.Traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        return new GpuKernel(shader,
            [
                .. defines, new("ROWS", rows), new("LENGTH", shape.Length), new("INNER", shape.Inner),
                new("LANES", shared ? group : 1),
            ],
            [GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear)],
            group, shared ? rows : (rows + group - 1) / group);
    }
}
