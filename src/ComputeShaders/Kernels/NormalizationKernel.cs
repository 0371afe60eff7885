using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Normalisations by the input's own statistics: of channels, of groups of channels, of last axes. Linear tensors.
/// </summary>
internal static class NormalizationKernel
{
    // Below this many elements an invocation computes a row by itself.
    private const int ShortRow = 32;

    /// <summary>Why a normalisation cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Operator op, Node node, TensorInfo[] inputs) =>
        node.Outputs.Skip(1).Any(name => name.Length > 0) ? "the statistics are not kept"
        : inputs[1..].All(i => i.IsConstant || !i.IsPresent) ? null : "scale and shift must be constants";

    /// <summary>The kernel of a normalisation of each channel.</summary>
    public static GpuOperation Create(InstanceNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        return Kernel(request, GpuTensorLayout.Plane(x), GpuTensorLayout.Plane(x), Values(request, 1),
            Values(request, 2), op.Epsilon);
    }

    /// <summary>The kernel of a normalisation of groups of channels, with parameters a channel or a group.</summary>
    public static GpuOperation Create(GroupNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int plane = GpuTensorLayout.Plane(x), group = x[1] / op.Groups * plane;
        float[] scale = Values(request, 1);
        return Kernel(request, group, scale.Length == x[1] ? plane : group, scale, Values(request, 2), op.Epsilon);
    }

    /// <summary>The kernel of a normalisation of the last axes.</summary>
    public static GpuOperation Create(LayerNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        TensorShape row = new(x.Sizes[x.NormalizeAxis(op.Axis)..]);
        float[] shift = request.Optional(2).IsPresent ? Stretch(request, 2, row) : new float[row.Length];
        return Kernel(request, row.Length, 1, Stretch(request, 1, row), shift, op.Epsilon);
    }

    private static GpuKernel Kernel(KernelRequest request, int length, int step, float[] scale, float[] shift,
        float epsilon)
    {
        int rows = request.Outputs[0].Shape.Length / length;
        bool shared = length >= ShortRow;
        int group = shared && request.Traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        return new GpuKernel("normalization.comp",
            [
                new("ROWS", rows), new("LENGTH", length), new("LANES", shared ? group : 1), new("STEP", step),
                new("PARAMETERS", scale.Length), new("EPSILON", epsilon),
            ],
            [GpuBinding.Input(0), GpuBinding.Table((float[])[.. scale, .. shift]),
                GpuBinding.Output(0, GpuLayout.Linear)],
            group, shared ? rows : (rows + group - 1) / group);
    }

    private static float[] Values(KernelRequest request, int index)
        => request.Inputs[index].Value!.AsSpan<float>().ToArray();

    private static float[] Stretch(KernelRequest request, int index, TensorShape row)
    {
        float[] values = Values(request, index);
        var stretched = new float[row.Length];
        int i = 0;
        foreach (int from in StridedMap.Broadcast(request.Inputs[index].Shape, row))
            stretched[i++] = values[from];
        return stretched;
    }
}
