using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu;

/// <summary>The operators that have fast kernels: one line each. All others run their reference implementation.</summary>
internal static class KernelTable
{
    private static readonly Dictionary<Type, KernelEntry> Entries = new()
    {
        [typeof(AveragePool)] = KernelEntry.Of<AveragePoolKernel>(),
        [typeof(BatchNormalization)] = KernelEntry.Of<BatchNormalizationKernel>(),
        [typeof(Binary)] = KernelEntry.Of<BinaryKernel>(),
        [typeof(Concat)] = KernelEntry.Of<ConcatKernel>(),
        [typeof(Conv)] = KernelEntry.Of<ConvKernel>(),
        [typeof(GlobalAveragePool)] = KernelEntry.Of<GlobalAveragePoolKernel>(),
        [typeof(GlobalLpPool)] = KernelEntry.Of<GlobalLpPoolKernel>(),
        [typeof(GlobalMaxPool)] = KernelEntry.Of<GlobalMaxPoolKernel>(),
        [typeof(LpPool)] = KernelEntry.Of<LpPoolKernel>(),
        [typeof(Lrn)] = KernelEntry.Of<LrnKernel>(),
        [typeof(MaxPool)] = KernelEntry.Of<MaxPoolKernel>(),
        [typeof(PRelu)] = KernelEntry.Of<PReluKernel>(),
        [typeof(Softmax)] = KernelEntry.Of<SoftmaxKernel>(),
        [typeof(Split)] = KernelEntry.Of<SplitKernel>(),
        [typeof(Transpose)] = KernelEntry.Of<TransposeKernel>(),
        [typeof(Unary)] = KernelEntry.Of<UnaryKernel>(),
    };

    /// <summary>The entry for a node of a compiled graph, with what its kernel reads and writes; null for none.</summary>
    public static KernelEntry? Find(Node node, CompiledGraph graph, out LayoutRule rule)
    {
        rule = LayoutRule.Planar;
        if (!Entries.TryGetValue(node.Operator.GetType(), out KernelEntry? entry))
            return null;
        // Further outputs, such as the indices of a pool, are left to the reference.
        if (node.Operator is not Split && node.Outputs.Skip(1).Any(name => name.Length > 0))
            return null;
        // Kernels need not think of tensors without elements.
        if (node.Inputs.Concat(node.Outputs).Any(name => name.Length > 0 && graph.Values[name].Shape.Length == 0))
            return null;
        LayoutRule? found = entry.RuleFor(node.Operator, graph.InputsOf(node));
        rule = found ?? LayoutRule.Planar;
        return found is null ? null : entry;
    }
}
