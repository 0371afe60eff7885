using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Reductions and global pools. Packed to packed where the spatial axes of a packed tensor are reduced and kept with
/// size 1, else linear to linear.
/// </summary>
internal static class ReduceKernel
{
    // Below this many elements an invocation reduces a set by itself.
    private const int ShortSet = 32;

    /// <summary>Why a reduction cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Reduce op, Node node, TensorInfo[] inputs) =>
        DataTypes.IsFloat(inputs[0].DataType) ? KernelTable.WhyNotFloat(inputs[0])
            : IntegerReduceKernel.WhyUnsupported(op, inputs);

    /// <summary>The kernel of a reduction.</summary>
    public static GpuOperation Create(Reduce op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int[] axes = op.Axes(request.Inputs.AsSpan());
        if (!DataTypes.IsFloat(request.Inputs[0].DataType))
        {
            (Walk outer, Walk inner) = Walks(x, axes);
            return IntegerReduceKernel.Create(op, request, outer, inner);
        }

        bool spatial = op.KeepDims && x.Rank >= 3 && request.Layouts[0] == GpuLayout.Packed
            && axes.SequenceEqual(Enumerable.Range(2, x.Rank - 2));
        return spatial ? Global(request, op.Function.ToString()) : Linear(request, op.Function.ToString(), axes);
    }

    /// <summary>The kernel of <see cref="GlobalAveragePool"/>.</summary>
    public static GpuOperation Create(GlobalAveragePool op, KernelRequest request)
        => Global(request, nameof(ReduceFunction.Mean));

    /// <summary>The kernel of <see cref="GlobalMaxPool"/>.</summary>
    public static GpuOperation Create(GlobalMaxPool op, KernelRequest request)
        => Global(request, nameof(ReduceFunction.Max));

    /// <summary>The kernel of <see cref="GlobalLpPool"/>.</summary>
    public static GpuOperation Create(GlobalLpPool op, KernelRequest request) => op.P switch
    {
        1 => Global(request, nameof(ReduceFunction.L1)),
        2 => Global(request, nameof(ReduceFunction.L2)),
        _ => Global(request, "Lp", new ShaderDefine("P", op.P)),
    };

    private static GpuKernel Global(KernelRequest request, string function, params ShaderDefine[] defines)
    {
        TensorShape x = request.Inputs[0].Shape;
        int outputs = x[0] * GpuTensorLayout.Blocks(x[1]), length = GpuTensorLayout.Plane(x);
        return Kernel(request.Traits, function, outputs, GpuLayout.Packed,
            new Walk([outputs], [[length]]), new Walk([length], [[1]]),
            [.. defines, new("CHANNELS", x[1]), new("PLANE", 1)]);
    }

    private static GpuKernel Linear(KernelRequest request, string function, int[] axes)
    {
        (Walk keptWalk, Walk reducedWalk) = Walks(request.Inputs[0].Shape, axes);
        return Kernel(request.Traits, function, request.Outputs[0].Shape.Length, GpuLayout.Linear, keptWalk,
            reducedWalk,
            [new("CHANNELS", GpuTensorLayout.Lanes), new("PLANE", 1)]);
    }

    // Over the axes that stay, and over those that are reduced.
    private static (Walk Kept, Walk Reduced) Walks(TensorShape x, int[] axes)
    {
        ImmutableArray<int> strides = StridedMap.RowMajor(x);
        return (Over(Enumerable.Range(0, x.Rank).Except(axes)), Over(axes));

        Walk Over(IEnumerable<int> walked) => new([.. walked.Select(a => x[a])], [[.. walked.Select(a => strides[a])]]);
    }

    private static GpuKernel Kernel(GpuTraits traits, string function, int outputs, GpuLayout layout, Walk kept,
        Walk reduced,
        ImmutableArray<ShaderDefine> defines)
    {
        bool packed = layout == GpuLayout.Packed;
        int vectors = packed ? outputs : (outputs + GpuTensorLayout.Lanes - 1) / GpuTensorLayout.Lanes;
        bool shared = reduced.Length >= ShortSet && function != nameof(ReduceFunction.LogSumExp);
        int group = !shared ? GpuKernel.DefaultGroupSize : traits.IsSoftware ? 8 : GpuKernel.DefaultGroupSize;
        int lanes = shared ? group : 1;
        return new GpuKernel("reduce.comp",
        [
            .. defines, .. kept.SizeDefines("KEPT"), kept.StrideDefine("KEPT_STRIDES", 0),
            .. reduced.SizeDefines("REDUCED"), reduced.StrideDefine("REDUCED_STRIDES", 0),
            new("FUNCTION_" + ActivationDefines.SnakeCase(function).ToUpperInvariant(), 1), new("PACKED", packed),
            new("OUTPUTS", outputs), new("LENGTH", reduced.Length), new("LANES", lanes),
        ],
        [packed ? GpuBinding.Vec4Input(0, layout) : GpuBinding.Input(0), GpuBinding.Output(0, layout)],
        group, shared ? vectors : (vectors + group - 1) / group);
    }
}
