using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>DynamicQuantizeLinear: the range of a linear tensor in one work group, then a quantisation by it.</summary>
internal static class DynamicQuantizeKernel
{
    /// <summary>The kernels of a quantisation.</summary>
    public static GpuOperation Create(DynamicQuantizeLinear op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0];
        GpuBinding scale = Parameter(1), zeroPoint = Parameter(2);
        int group = request.Traits.IsSoftware ? 8 : GpuKernel.MaxGroupSize;
        var range = new GpuKernel("dynamic_scale.comp", [new("LENGTH", x.Shape.Length), new("LANES", group)],
            [GpuBinding.Input(0), scale, zeroPoint], group, Groups: 1);
        GpuKernel quantize = QuantizeKernel.ByOne(x, DataType.UInt8, scale, zeroPoint);
        return new GpuOperation([range, quantize]);

        GpuBinding Parameter(int output) => output < request.Outputs.Length && request.Outputs[output].IsPresent
            ? GpuBinding.Output(output, GpuLayout.Linear)
            : GpuBinding.Scratch(output, GpuTensorLayout.ElementBytes, vectors: false);
    }
}
