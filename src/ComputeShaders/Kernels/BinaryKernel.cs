using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Element-wise functions of two tensors with broadcasting, and PRelu: packed if an operand already is and the other
/// can be read beside it, else linear.
/// </summary>
internal static class BinaryKernel
{
    // Exponents that multiplication reaches in a few steps.
    private const int MaxWholeExponent = 64;

    /// <summary>Why a function cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Binary op, Node node, TensorInfo[] inputs) =>
        !DataTypes.IsFloat(inputs[0].DataType) ? IntegerBinaryKernel.WhyUnsupported(op, inputs)
            : KernelTable.WhyNotFloat(inputs[0]) ?? (inputs[1].IsConstant ? null : GpuWords.WhyNot(inputs[1]));

    /// <summary>The kernel of a function.</summary>
    public static GpuOperation Create(Binary op, KernelRequest request)
    {
        string operation = op.Function == BinaryFunction.Mod ? "mod_floor" : op.Function switch
        {
            BinaryFunction.Min => "smaller",
            BinaryFunction.Max => "larger",
            BinaryFunction.Pow => "power",
            BinaryFunction function => ActivationDefines.SnakeCase(function.ToString()),
        };
        if (!DataTypes.IsFloat(request.Inputs[0].DataType))
            return IntegerBinaryKernel.Create(request, operation);
        ShaderDefine[] defines = ActivationDefines.Of(op.Activation);
        if (op.Function == BinaryFunction.Pow && request.Inputs[1] is { Value: { } constant, Shape.Length: 1 })
        {
            double exponent = ElementValues.ToDouble(constant)[0];
            bool whole = exponent == Math.Floor(exponent) && Math.Abs(exponent) <= MaxWholeExponent;
            if (whole || exponent == 0.5)
            {
                operation = whole ? "constant_power" : "square_root";
                defines = [.. defines, new("EXPONENT", whole ? (int)exponent : 1)];
            }
        }

        defines = [.. defines, new("OPERATION", operation)];
        return request.Inputs[1].IsConstant || DataTypes.IsFloat(request.Inputs[1].DataType)
            ? Kernel(request, [.. defines]) : WithIntegerExponent(request, [.. defines]);
    }

    /// <summary>The kernel of a leaky ReLU with learned slopes.</summary>
    public static GpuOperation Create(PRelu op, KernelRequest request) =>
        Kernel(request, [.. ActivationDefines.Of(Activation.None), new("OPERATION", "prelu")]);

    // A computed exponent of another type becomes single precision first, on linear tensors.
    private static GpuOperation WithIntegerExponent(KernelRequest request, ImmutableArray<ShaderDefine> defines)
    {
        TensorInfo exponent = request.Inputs[1];
        GpuBinding floats = GpuBinding.Scratch(
            0, GpuTensorLayout.Bytes(exponent.Shape, GpuLayout.Linear), vectors: false);
        GpuKernel kernel = Kernel(request with { Layouts = [GpuLayout.Linear, GpuLayout.Linear] }, defines);
        GpuBinding second = floats with { Vectors = kernel.Bindings[1].Vectors };
        return new GpuOperation([
            CastKernel.Kernel(exponent, DataType.Float32, GpuBinding.Input(1), floats),
            kernel with { Bindings = kernel.Bindings.SetItem(1, second) },
        ]);
    }

    private static GpuKernel Kernel(KernelRequest request, ImmutableArray<ShaderDefine> defines)
    {
        TensorInfo y = request.Outputs[0];
        bool anyPacked = request.Layouts.Where((_, i) => !request.Inputs[i].IsConstant).Contains(GpuLayout.Packed);
        if (anyPacked && GpuTensorLayout.Preferred(y) == GpuLayout.Packed
            && BinaryOperand.Packed(request, 0) is { } a && BinaryOperand.Packed(request, 1) is { } b)
        {
            TensorShape vectors = y.Shape.With(1, GpuTensorLayout.Blocks(y.Shape[1]));
            return Kernel(y.Shape, GpuLayout.Packed, new Walk(vectors.Sizes, a.Strides, b.Strides), a, b, defines);
        }

        (a, b) = (BinaryOperand.Linear(request, 0), BinaryOperand.Linear(request, 1));
        bool lanes = a.Mode == BinaryMode.Lanes || b.Mode == BinaryMode.Lanes;
        if (lanes)
            (a, b) = (BinaryOperand.LinearLanes(request, 0), BinaryOperand.LinearLanes(request, 1));
        int[] count = [(int)GpuTensorLayout.Vectors(y.Shape, GpuLayout.Linear)];
        return Kernel(y.Shape, GpuLayout.Linear, new Walk(lanes ? y.Shape.Sizes : count, a.Strides, b.Strides), a, b,
            defines);
    }

    private static GpuKernel Kernel(TensorShape y, GpuLayout layout, Walk walk, BinaryOperand a, BinaryOperand b,
        ImmutableArray<ShaderDefine> defines) => GpuKernel.ForEach(
        GpuTensorLayout.Vectors(y, layout), "binary.comp",
        [
            .. defines, .. walk.SizeDefines("WALK"), walk.StrideDefine("A_STRIDES", 0),
                walk.StrideDefine("B_STRIDES", 1),
            .. Enum.GetValues<BinaryMode>().Select(mode => new ShaderDefine(ModeName(mode), (int)mode)),
            new("A_MODE", ModeName(a.Mode)), new("B_MODE", ModeName(b.Mode)), new("ELEMENTS", y.Length),
            .. ChannelDefines.Of(y, layout),
        ],
        a.Binding, b.Binding, GpuBinding.Output(0, layout));

    private static string ModeName(BinaryMode mode) => "MODE_"
        + ActivationDefines.SnakeCase(mode.ToString()).ToUpperInvariant();
}
