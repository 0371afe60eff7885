using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
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

    /// <summary>The kernel of a normalisation of each channel.</summary>
    public static GpuOperation Create(InstanceNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int plane = GpuTensorLayout.Plane(x);
        return Operation(request, plane, plane, request.Inputs[1].Shape, op.Epsilon);
    }

    /// <summary>The kernel of a normalisation of groups of channels, with parameters a channel or a group.</summary>
    public static GpuOperation Create(GroupNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, scale = request.Inputs[1].Shape;
        int plane = GpuTensorLayout.Plane(x), group = x[1] / op.Groups * plane;
        return Operation(request, group, scale.Length == x[1] ? plane : group, scale, op.Epsilon);
    }

    /// <summary>
    /// The kernels of a normalisation of the last axes: one for the result, one for the statistics if they are wanted.
    /// </summary>
    public static GpuOperation Create(LayerNormalization op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        TensorShape row = new(x.Sizes[x.NormalizeAxis(op.Axis)..]);
        GpuOperation result = Operation(request, row.Length, 1, row, op.Epsilon, op.Centered);
        bool wanted = request.Outputs.Skip(1).Any(o => o.IsPresent);
        return wanted ? new GpuOperation([.. result.Kernels, Statistics(request, row.Length, op.Epsilon)]) : result;
    }

    // Scale and shift have the shape `parameters`, or stretch to it.
    private static GpuOperation Operation(
        KernelRequest request, int length, int step, TensorShape parameters, float epsilon, bool centered = true)
    {
        int count = parameters.Length;
        ImmutableArray<ShaderDefine> defines =
            [new("STATISTICS", false), new("CENTERED", centered), new("STEP", step), new("PARAMETERS", count)];
        GpuBinding x = GpuBinding.Input(0), y = GpuBinding.Output(0, GpuLayout.Linear);
        TensorInfo scale = request.Inputs[1], shift = request.Optional(2);
        if (scale.IsConstant && (!shift.IsPresent || shift.IsConstant))
        {
            float[] table = [.. Values(scale, parameters), .. shift.IsPresent ? Values(shift, parameters) : new float[count]];
            return Kernel(request, length, epsilon, defines, [x, GpuBinding.Table(table), y]);
        }

        GpuBinding computed = GpuBinding.Scratch(0, 2L * count * GpuTensorLayout.ElementBytes, vectors: false);
        return new GpuOperation([
            ParameterKernel.Stretch(scale, 1, parameters, computed, 0),
            shift.IsPresent ? ParameterKernel.Stretch(shift, 2, parameters, computed, count)
                : ParameterKernel.Fill(0, computed, count, count),
            Kernel(request, length, epsilon, defines, [x, computed, y]),
        ]);
    }

    // Those that are not wanted go to memory that nobody reads.
    private static GpuKernel Statistics(KernelRequest request, int length, float epsilon)
    {
        long bytes = (long)request.Outputs[0].Shape.Length / length * GpuTensorLayout.ElementBytes;
        return Kernel(request, length, epsilon, [new("STATISTICS", true), new("CENTERED", true)],
            [GpuBinding.Input(0), Wanted(1), Wanted(2)]);

        GpuBinding Wanted(int output) => output < request.Outputs.Length && request.Outputs[output].IsPresent
            ? GpuBinding.Output(output, GpuLayout.Linear) : GpuBinding.Scratch(1, bytes, vectors: false);
    }

    private static GpuKernel Kernel(KernelRequest request, int length, float epsilon,
        ImmutableArray<ShaderDefine> defines, ImmutableArray<GpuBinding> bindings)
    {
        int rows = request.Outputs[0].Shape.Length / length;
        bool shared = length >= ShortRow;
        int group = shared && request.Traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        return new GpuKernel("normalization.comp",
            [
                .. defines, new("ROWS", rows), new("LENGTH", length), new("LANES", shared ? group : 1),
                new("EPSILON", epsilon),
            ],
            bindings, group, shared ? rows : (rows + group - 1) / group);
    }

    private static float[] Values(TensorInfo parameter, TensorShape shape)
    {
        ReadOnlySpan<float> values = parameter.Value!.AsSpan<float>();
        var stretched = new float[shape.Length];
        int i = 0;
        foreach (int from in StridedMap.Broadcast(parameter.Shape, shape))
            stretched[i++] = values[from];
        return stretched;
    }
}
