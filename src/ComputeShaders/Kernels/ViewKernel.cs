using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Operators that leave every element where it is: the output shares the input's memory.</summary>
internal static class ViewKernel
{
    /// <summary>Why a dropout cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Dropout op, Node node, TensorInfo[] inputs) =>
        node.Outputs.Length > 1 && node.Outputs[1].Length > 0 ? "the mask is not computed" : null;

    /// <summary>Identity and Dropout: in whichever layout the input lies.</summary>
    public static GpuOperation Same(Operator op, KernelRequest request) => GpuOperation.Share(request.Layouts[0]);

    /// <summary>
    /// Reshape and its kin: packed where batch, channels and positions stay as they are, else linear.
    /// </summary>
    public static GpuOperation Reshape(Operator op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0], y = request.Outputs[0];
        bool packed = request.Layouts[0] == GpuLayout.Packed && GpuTensorLayout.CanPack(y) && x.Shape.Rank >= 2
            && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1];
        return GpuOperation.Share(packed ? GpuLayout.Packed : GpuLayout.Linear);
    }
}
