using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Pooling windows that slide, packed to packed; of integers linear to linear.</summary>
internal static class PoolKernel
{
    // 100 to this power is still a number.
    private const int MaxNorm = 16;

    /// <summary>Why a max pool cannot run; null if it can.</summary>
    public static string? WhyUnsupported(MaxPool op, Node node, TensorInfo[] inputs) =>
        TooManyAxes(inputs);

    /// <summary>Why an average pool cannot run; null if it can.</summary>
    public static string? WhyUnsupported(AveragePool op, Node node, TensorInfo[] inputs) => TooManyAxes(inputs);

    /// <summary>Why a p-norm pool cannot run; null if it can.</summary>
    public static string? WhyUnsupported(LpPool op, Node node, TensorInfo[] inputs) =>
        TooManyAxes(inputs) ?? WhyNotNorm(op.P);

    /// <summary>A reason if the powers of ordinary numbers leave the range of single precision; else null.</summary>
    public static string? WhyNotNorm(int p) =>
        p <= MaxNorm ? null : $"a norm with the exponent {p} needs double precision and is computed on the CPU";

    /// <summary>Why a stochastic pool cannot run; null if it can.</summary>
    public static string? WhyUnsupported(StochasticPool op, Node node, TensorInfo[] inputs) => TooManyAxes(inputs);

    /// <summary>The kernel of a max pool.</summary>
    public static GpuOperation Create(MaxPool op, KernelRequest request)
    {
        ConvGeometry geometry = op.Geometry(request.Inputs[0].Shape);
        if (request.Inputs[0].DataType != DataType.Float32)
            return Integers(op, request, geometry);
        if (request.Outputs.Length < 2 || !request.Outputs[1].IsPresent)
            return Kernel(request, geometry, "max_pool.comp");
        GpuKernel kernel = Kernel(request, geometry, "max_pool_indices.comp",
            new ShaderDefine("COLUMN_MAJOR", op.ColumnMajor ? "true" : "false"));
        return kernel with { Bindings = kernel.Bindings.Add(GpuBinding.Output(1, GpuLayout.Linear)) };
    }

    /// <summary>The kernel of an average pool.</summary>
    public static GpuOperation Create(AveragePool op, KernelRequest request) =>
        Kernel(request, op.Geometry(request.Inputs[0].Shape), "average_pool.comp",
            new ShaderDefine("COUNT_PAD", op.CountIncludePad ? "true" : "false"));

    /// <summary>The kernel of a p-norm pool.</summary>
    public static GpuOperation Create(LpPool op, KernelRequest request) =>
        Kernel(request, op.Geometry(request.Inputs[0].Shape), "lp_pool.comp", new ShaderDefine("P", op.P));

    /// <summary>The kernel of a stochastic pool.</summary>
    public static GpuOperation Create(StochasticPool op, KernelRequest request) =>
        Kernel(request, op.Geometry(request.Inputs[0].Shape), "stochastic_pool.comp", new ShaderDefine("SEED", op.Seed));

    private static string? TooManyAxes(TensorInfo[] inputs) =>
        inputs[0].Shape.Rank - 2 > WindowDefines.MaxAxes ? $"more than {WindowDefines.MaxAxes} spatial axes" : null;

    private static GpuKernel Integers(MaxPool op, KernelRequest request, ConvGeometry geometry)
    {
        bool hasPlaces = request.Outputs.Length > 1 && request.Outputs[1].IsPresent;
        return GpuKernel.ForEach(request.Outputs[0].Shape.Length, "max_pool_integers.comp",
            [
                .. WindowDefines.Of(geometry).ToDefines(), new("HAS_PLACES", hasPlaces),
                new("COLUMN_MAJOR", op.ColumnMajor), .. GpuWords.Defines(request.Inputs[0].DataType),
            ],
            [
                GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear),
                .. hasPlaces ? (GpuBinding[])[GpuBinding.Output(1, GpuLayout.Linear)] : [],
            ]);
    }

    private static GpuKernel Kernel(
        KernelRequest request, ConvGeometry geometry, string shader, params ImmutableArray<ShaderDefine> defines)
    {
        TensorShape y = request.Outputs[0].Shape;
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(y, GpuLayout.Packed), shader,
            [.. WindowDefines.Of(geometry).ToDefines(), .. defines, new("CHANNELS", y[1])],
            GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Output(0, GpuLayout.Packed));
    }
}
