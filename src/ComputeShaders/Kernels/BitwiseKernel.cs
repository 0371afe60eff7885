using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Functions of the bits of integers, on linear tensors.</summary>
internal static class BitwiseKernel
{
    /// <summary>The kernel of a function.</summary>
    public static GpuOperation Create(Bitwise op, KernelRequest request)
    {
        bool one = op.Function == BitwiseFunction.Not;
        TensorShape a = request.Inputs[0].Shape, b = one ? a : request.Inputs[1].Shape;
        return IntegerBinaryKernel.Create(request.Inputs[0].DataType,
            "bitwise_" + ActivationDefines.SnakeCase(op.Function.ToString()), request.Outputs[0].Shape,
            (GpuBinding.Input(0), a), (GpuBinding.Input(one ? 0 : 1), b), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
