using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// ScatterElements and ScatterND, on linear tensors. The updates are sorted by where they go, so that those that meet in
/// one element do so in their order: the same result on every run, whatever the reduction.
/// </summary>
internal static class ScatterKernel
{
    /// <summary>Why updates cannot be placed; null if they can.</summary>
    public static string? WhyUnsupported(ScatterElements op, Node node, TensorInfo[] inputs) =>
        WhyUnsupported(op.Reduction, inputs);

    /// <summary>Why updates cannot be placed; null if they can.</summary>
    public static string? WhyUnsupported(ScatterND op, Node node, TensorInfo[] inputs) =>
        WhyUnsupported(op.Reduction, inputs);

    /// <summary>The kernels that place single elements along an axis.</summary>
    public static GpuOperation Create(ScatterElements op, KernelRequest request) => Operation(
        request, op.Reduction, request.Inputs[1].Shape.Length, 1, PickKernel.Elements(request, op.Axis));

    /// <summary>The kernels that place slices.</summary>
    public static GpuOperation Create(ScatterND op, KernelRequest request)
    {
        TensorShape indices = request.Inputs[1].Shape;
        return Operation(request, op.Reduction, indices.Length / indices[^1], PickKernel.SliceLength(request, 0),
            PickKernel.Slices(request, 0));
    }

    private static string? WhyUnsupported(ScatterReduction reduction, TensorInfo[] inputs)
    {
        if (reduction == ScatterReduction.None)
            return GpuWords.WhyNot(inputs[0]) ?? GpuWords.WhyNot(inputs[2]);
        if (DataTypes.IsFloat(inputs[0].DataType))
            return KernelTable.WhyNotFloat(inputs[0]);
        return reduction is ScatterReduction.Min or ScatterReduction.Max
            ? GpuWords.WhyNot(inputs[0]) ?? GpuWords.WhyNot(inputs[2]) : GpuWords.WhyNotComputed(inputs[0]);
    }

    private static GpuOperation Operation(KernelRequest request, ScatterReduction reduction, int updates, int length,
        ImmutableArray<ShaderDefine> picking)
    {
        TensorInfo y = request.Outputs[0];
        if (updates == 0 || length == 0)
            return GpuOperation.Share(GpuLayout.Linear);
        // Elements that only move keep their bits as integers do.
        DataType type = reduction == ScatterReduction.None ? DataType.Int32 : y.DataType;
        string combine = reduction switch
        {
            ScatterReduction.Add => "add",
            ScatterReduction.Mul => "mul",
            ScatterReduction.Min => "smaller",
            ScatterReduction.Max => "larger",
            _ => "replace",
        };
        GpuKernel keys = GpuKernel.ForEach(
            updates, "scatter_keys.comp", picking, GpuBinding.Input(1), SortKernel.KeysOf(updates));
        ImmutableArray<GpuKernel> sort = SortKernel.Create(1, updates, out GpuBinding sorted);
        GpuKernel scatter = GpuKernel.ForEach(y.Shape.Length, "scatter.comp",
            [
                new("TYPE", type == DataType.Float32 ? "float" : type == DataType.UInt32 ? "uint" : "int"),
                new("COMBINE", combine), new("LENGTH", length), new("UPDATES", updates), .. GpuWords.Defines(type),
            ],
            GpuBinding.Input(0), GpuBinding.Input(2), sorted, GpuBinding.Output(0, GpuLayout.Linear));
        return new GpuOperation([keys, .. sort, scatter]);
    }
}
