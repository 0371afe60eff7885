using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Indices as rows with one element on, on linear tensors.</summary>
internal static class OneHotKernel
{
    /// <summary>Why indices cannot be spread; null if they can.</summary>
    public static string? WhyUnsupported(OneHot op, Node node, TensorInfo[] inputs) =>
        // Unsigned words would count as negative.
        inputs[0].DataType == DataType.UInt32 ? KernelTable.WhyNotFloat(inputs[0]) : null;

    /// <summary>The kernel of a spreading.</summary>
    public static GpuOperation Create(OneHot op, KernelRequest request)
    {
        TensorShape y = request.Outputs[0].Shape;
        int axis = op.Axis < 0 ? op.Axis + y.Rank : op.Axis;
        return GpuKernel.ForEach(y.Length, "one_hot.comp",
            [
                new("DEPTH", y[axis]), new("INNER", y.LengthOf(axis + 1, y.Rank)),
                new("IS_FLOAT", DataTypes.IsFloat(request.Inputs[0].DataType)),
            ],
            GpuBinding.Input(0), GpuBinding.Input(2), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
