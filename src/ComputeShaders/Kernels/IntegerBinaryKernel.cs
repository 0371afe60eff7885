using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Functions of two integer tensors: exact, wrapping around as their type does. Linear tensors.</summary>
internal static class IntegerBinaryKernel
{
    /// <summary>Why a function cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Binary op, TensorInfo[] inputs)
    {
        // Of 64-bit integers that fit 32 bits, these results fit too.
        bool fits = op.Function is BinaryFunction.Min or BinaryFunction.Max or BinaryFunction.Mod or BinaryFunction.Fmod;
        if (op.Function == BinaryFunction.Pow && inputs[1].DataType is not (
            DataType.Int32 or DataType.Int16 or DataType.Int8 or DataType.UInt16 or DataType.UInt8 or DataType.Int64))
        {
            return $"integer powers of {inputs[1].DataType} are computed on the CPU";
        }

        return (fits ? GpuWords.WhyNot(inputs[0]) : GpuWords.WhyNotComputed(inputs[0])) ?? GpuWords.WhyNot(inputs[1]);
    }

    /// <summary>The kernel of a function.</summary>
    /// <param name="request">The node.</param>
    /// <param name="operation">Name of the function in the shader.</param>
    public static GpuKernel Create(KernelRequest request, string operation) => Create(
        request.Inputs[0].DataType, operation, request.Outputs[0].Shape, (GpuBinding.Input(0), request.Inputs[0].Shape),
        (GpuBinding.Input(1), request.Inputs[1].Shape), GpuBinding.Output(0, GpuLayout.Linear));

    /// <summary>A function of two bindings, which stretch to the result.</summary>
    /// <param name="type">The result's element type.</param>
    /// <param name="operation">Name of the function in the shader.</param>
    /// <param name="y">The result's shape.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    /// <param name="target">What is written.</param>
    public static GpuKernel Create(DataType type, string operation, TensorShape y,
        (GpuBinding Binding, TensorShape Shape) a, (GpuBinding Binding, TensorShape Shape) b, GpuBinding target)
    {
        var walk = new Walk(
            y.Sizes, StridedMap.Broadcast(a.Shape, y).Strides, StridedMap.Broadcast(b.Shape, y).Strides);
        return GpuKernel.ForEach(y.Length, "integer_binary.comp",
            [
                new("TYPE", type == DataType.UInt32 ? "uint" : "int"), new("OPERATION", operation),
                .. GpuWords.Defines(type), .. walk.SizeDefines("WALK"), walk.StrideDefine("A_STRIDES", 0),
                walk.StrideDefine("B_STRIDES", 1),
            ],
            a.Binding, b.Binding, target);
    }
}
