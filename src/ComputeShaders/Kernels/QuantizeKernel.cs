using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>QuantizeLinear and DequantizeLinear, on linear tensors; small integers are words.</summary>
internal static class QuantizeKernel
{
    /// <summary>Why a quantisation cannot run; null if it can.</summary>
    public static string? WhyUnsupported(QuantizeLinear op, Node node, TensorInfo[] inputs) =>
        GpuWords.WhyNot(inputs[0]) ?? KernelTable.WhyNotFloat(inputs[1]);

    /// <summary>Why undoing a quantisation cannot run; null if it can.</summary>
    public static string? WhyUnsupported(DequantizeLinear op, Node node, TensorInfo[] inputs) =>
        KernelTable.WhyNotFloat(inputs[1]);

    /// <summary>The kernel of a quantisation.</summary>
    public static GpuOperation Create(QuantizeLinear op, KernelRequest request) =>
        Kernel(request, "quantize_linear.comp", op.Axis, op.BlockSize,
            [
                new("FROM_FLOAT", DataTypes.IsFloat(request.Inputs[0].DataType)),
                .. GpuWords.Defines(request.Outputs[0].DataType, op.Bits),
            ]);

    /// <summary>The kernel that undoes a quantisation.</summary>
    public static GpuOperation Create(DequantizeLinear op, KernelRequest request) =>
        Kernel(request, "dequantize_linear.comp", op.Axis, op.BlockSize, []);

    /// <summary>A quantisation of input 0 by one scale and zero point for all, written to output 0.</summary>
    public static GpuKernel ByOne(TensorInfo x, DataType to, GpuBinding scale, GpuBinding zeroPoint) => Kernel(
        x, "quantize_linear.comp", new QuantizationScale(x.Shape, -1, 0), scale, zeroPoint,
        [new("FROM_FLOAT", true), .. GpuWords.Defines(to)]);

    private static GpuKernel Kernel(
        KernelRequest request, string shader, int axis, int block, ImmutableArray<ShaderDefine> defines)
    {
        TensorInfo x = request.Inputs[0], zeroPoint = request.Optional(2);
        QuantizationScale scales = QuantizationScale.Resolve(x.Shape, request.Inputs[1], zeroPoint, axis, block);
        return Kernel(
            x, shader, scales, GpuBinding.Input(1), zeroPoint.IsPresent ? GpuBinding.Input(2) : null, defines);
    }

    private static GpuKernel Kernel(TensorInfo x, string shader, QuantizationScale scales, GpuBinding scale,
        GpuBinding? zeroPoint, ImmutableArray<ShaderDefine> defines)
    {
        ImmutableArray<GpuBinding> bindings =
        [
            GpuBinding.Input(0), scale, GpuBinding.Output(0, GpuLayout.Linear),
            .. zeroPoint is null ? ImmutableArray<GpuBinding>.Empty : [zeroPoint],
        ];
        return GpuKernel.ForEach(x.Shape.Length, shader,
            [
                .. defines, new("HAS_ZERO_POINT", zeroPoint is not null),
                new("SCALE_AXIS", scales.Axis < 0 ? 0 : x.Shape[scales.Axis]), new("BLOCK", scales.Block),
                new("INNER", scales.Axis < 0 ? 1 : x.Shape.LengthOf(scales.Axis + 1, x.Shape.Rank)),
            ],
            bindings);
    }
}
