using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Pictures to the columns of a window and back, on linear tensors.</summary>
internal static class ColumnKernel
{
    /// <summary>Why pictures cannot be laid out; null if they can.</summary>
    public static string? WhyUnsupported(Im2Col op, Node node, TensorInfo[] inputs) =>
        WhyTooManyAxes(inputs[0].Shape.Rank - 2);

    /// <summary>Why columns cannot be added up; null if they can.</summary>
    public static string? WhyUnsupported(Col2Im op, Node node, TensorInfo[] inputs) =>
        WhyTooManyAxes(inputs[1].Shape.Length);

    /// <summary>The kernel of pictures to columns.</summary>
    public static GpuOperation Create(Im2Col op, KernelRequest request) =>
        Kernel(request, op.Geometry(request.Inputs[0].Shape), "im2col.comp");

    /// <summary>The kernel of columns to pictures.</summary>
    public static GpuOperation Create(Col2Im op, KernelRequest request) =>
        Kernel(request, op.Geometry(request.Inputs.AsSpan()), "col2im.comp");

    private static GpuKernel Kernel(KernelRequest request, ConvGeometry geometry, string shader) => GpuKernel.ForEach(
        request.Outputs[0].Shape.Length, shader, [.. WindowDefines.Of(geometry).ToDefines()],
        GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));

    private static string? WhyTooManyAxes(int axes) =>
        axes > WindowDefines.MaxAxes ? $"more than {WindowDefines.MaxAxes} spatial axes" : null;
}
