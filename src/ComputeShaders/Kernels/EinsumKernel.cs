using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Einstein's summation, on linear tensors.</summary>
internal static class EinsumKernel
{
    // A shader has four bindings.
    private const string Names = "ABC";

    /// <summary>Why a summation cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Einsum op, Node node, TensorInfo[] inputs) =>
        inputs.Length > Names.Length ? $"more than {Names.Length} operands"
            : inputs[0].DataType == DataType.Int32 ? null
            : DataTypes.IsFloat(inputs[0].DataType) ? KernelTable.WhyNotFloat(inputs[0])
            : GpuWords.WhyNotComputed(inputs[0]);

    /// <summary>The kernel of a summation.</summary>
    public static GpuOperation Create(Einsum op, KernelRequest request)
    {
        var equation = EinsumEquation.Resolve(op.Equation, [.. request.Inputs.Select(input => input.Shape)]);
        Walk output = Over(..equation.OutputRank), sum = Over(equation.OutputRank..);
        return GpuKernel.ForEach(request.Outputs[0].Shape.Length, "einsum.comp",
            [
                new("OPERANDS", request.Inputs.Length), .. output.SizeDefines("OUTPUT"), .. sum.SizeDefines("SUM"),
                .. request.Inputs.SelectMany((_, i) => (ShaderDefine[])
                    [output.StrideDefine($"{Names[i]}_OUTPUT", i), sum.StrideDefine($"{Names[i]}_SUM", i)]),
                new("LENGTH", sum.Length), new("IS_FLOAT", request.Inputs[0].DataType == DataType.Float32),
            ],
            [
                GpuBinding.Output(0, GpuLayout.Linear),
                .. request.Inputs.Select((_, i) => GpuBinding.Input(i)),
            ]);

        Walk Over(Range labels) => new(
            equation.Sizes[labels], [.. equation.Strides.Select(strides => strides[labels].ToImmutableArray())]);
    }
}
