using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An element-wise function of two tensors of floats.</summary>
internal abstract class BinaryKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        var binary = (Binary)op;
        bool isFloat = inputs[0].DataType == DataType.Float32 && inputs[1].DataType == DataType.Float32;
        return isFloat && RowFunctions2.Create<Float128>(binary.Function, Constant(inputs[1].Value)) is not null
            ? LayoutRule.Follow : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        var binary = (Binary)context.Operator;
        Operand b = context.Inputs[1]!;
        RowFunction2 function = RowFunctions2.Create<TVec>(binary.Function, Constant(b.IsConstant ? b.Tensor : null))!;
        return new BroadcastKernel(
            context, function, binary.Activation.IsNone ? null : RowFunctions.Create<TVec>(binary.Activation));
    }

    private static float? Constant(Tensor? operand) => operand is Tensor<float> { Shape.Length: 1 } one ? one.AsSpan()[0] : null;
}
