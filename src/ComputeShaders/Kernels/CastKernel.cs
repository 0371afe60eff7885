using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Conversion of element types, on linear tensors of <see cref="GpuWords"/>.</summary>
internal static class CastKernel
{
    /// <summary>Why a conversion cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Cast op, Node node, TensorInfo[] inputs)
    {
        bool fits = op.To != DataType.Int64 || inputs[0].DataType is not (
            DataType.Float32 or DataType.Float16 or DataType.UInt32);
        var output = new TensorInfo(op.To, inputs[0].Shape);
        return GpuWords.WhyNot(inputs[0]) ?? (fits ? GpuWords.WhyNot(output) : GpuWords.WhyNotComputed(output));
    }

    /// <summary>Why a conversion to another tensor's type cannot run; null if it can.</summary>
    public static string? WhyUnsupported(CastLike op, Node node, TensorInfo[] inputs) =>
        WhyUnsupported(new Cast(inputs[1].DataType), node, inputs);

    /// <summary>The kernel of a conversion to another tensor's type.</summary>
    public static GpuOperation Create(CastLike op, KernelRequest request) =>
        Create(new Cast(request.Inputs[1].DataType), request);

    /// <summary>The kernel of a conversion.</summary>
    public static GpuOperation Create(Cast op, KernelRequest request)
    {
        DataType from = request.Inputs[0].DataType;
        if (from == op.To)
            return GpuOperation.Share(request.Layouts[0]);
        // Single precision holds every half.
        bool same = from == DataType.Float16 && op.To == DataType.Float32;
        return same ? GpuOperation.Share(GpuLayout.Linear)
            : Kernel(request.Inputs[0], op.To, GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
    }

    /// <summary>A conversion of one binding to another.</summary>
    public static GpuKernel Kernel(TensorInfo from, DataType to, GpuBinding source, GpuBinding target) =>
        GpuKernel.ForEach(from.Shape.Length, "cast.comp",
        [
            new("FROM_FLOAT", IsFloat(from.DataType)), new("FROM_UINT", from.DataType == DataType.UInt32),
            new("TO_FLOAT", IsFloat(to)), new("TO_HALF", to == DataType.Float16), new("TO_BOOL", to == DataType.Bool),
            .. GpuWords.Defines(to),
        ],
        source, target);

    private static bool IsFloat(DataType type) => type is DataType.Float32 or DataType.Float16;
}
