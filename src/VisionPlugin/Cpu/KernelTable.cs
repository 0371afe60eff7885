using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu;

/// <summary>The operators that have fast kernels: one line each. All others run their reference implementation.</summary>
internal static class KernelTable
{
    private static readonly Dictionary<Type, KernelEntry> Entries = new()
    {
        [typeof(AffineGrid)] = KernelEntry.Of<AffineGridKernel>(),
        [typeof(AveragePool)] = KernelEntry.Of<AveragePoolKernel>(),
        [typeof(BatchNormalization)] = KernelEntry.Of<BatchNormalizationKernel>(),
        [typeof(Binary)] = KernelEntry.Of<BinaryKernel>(),
        [typeof(CenterCropPad)] = KernelEntry.Of<PadKernel>(),
        [typeof(Col2Im)] = KernelEntry.Of<ColumnKernel>(),
        [typeof(Concat)] = KernelEntry.Of<ConcatKernel>(),
        [typeof(Conv)] = KernelEntry.Of<ConvKernel>(),
        [typeof(ConvInteger)] = KernelEntry.Of<IntegerConvKernel>(),
        [typeof(ConvTranspose)] = KernelEntry.Of<ConvTransposeKernel>(),
        [typeof(DeformConv)] = KernelEntry.Of<DeformConvKernel>(),
        [typeof(DepthToSpace)] = KernelEntry.Of<DepthToSpaceKernel>(),
        [typeof(Expand)] = KernelEntry.Of<ExpandKernel>(),
        [typeof(Gather)] = KernelEntry.Of<GatherKernel>(),
        [typeof(Operators.Gemm)] = KernelEntry.Of<GemmKernel>(),
        [typeof(GlobalAveragePool)] = KernelEntry.Of<GlobalAveragePoolKernel>(),
        [typeof(GlobalLpPool)] = KernelEntry.Of<GlobalLpPoolKernel>(),
        [typeof(GlobalMaxPool)] = KernelEntry.Of<GlobalMaxPoolKernel>(),
        [typeof(GridSample)] = KernelEntry.Of<GridSampleKernel>(),
        [typeof(GroupNormalization)] = KernelEntry.Of<NormalizationKernel>(),
        [typeof(Im2Col)] = KernelEntry.Of<ColumnKernel>(),
        [typeof(InstanceNormalization)] = KernelEntry.Of<NormalizationKernel>(),
        [typeof(LayerNormalization)] = KernelEntry.Of<NormalizationKernel>(),
        [typeof(LpNormalization)] = KernelEntry.Of<LpNormalizationKernel>(),
        [typeof(LpPool)] = KernelEntry.Of<LpPoolKernel>(),
        [typeof(Lrn)] = KernelEntry.Of<LrnKernel>(),
        [typeof(MatMul)] = KernelEntry.Of<MatMulKernel>(),
        [typeof(MatMulInteger)] = KernelEntry.Of<IntegerMatMulKernel>(),
        [typeof(MaxPool)] = KernelEntry.Of<MaxPoolKernel>(),
        [typeof(MaxRoiPool)] = KernelEntry.Of<MaxRoiPoolKernel>(),
        [typeof(MaxUnpool)] = KernelEntry.Of<MaxUnpoolKernel>(),
        [typeof(PRelu)] = KernelEntry.Of<PReluKernel>(),
        [typeof(Pad)] = KernelEntry.Of<PadKernel>(),
        [typeof(QLinearConv)] = KernelEntry.Of<IntegerConvKernel>(),
        [typeof(QLinearMatMul)] = KernelEntry.Of<IntegerMatMulKernel>(),
        [typeof(Reduce)] = KernelEntry.Of<ReduceKernel>(),
        [typeof(Resize)] = KernelEntry.Of<ResizeKernel>(),
        [typeof(RoiAlign)] = KernelEntry.Of<RoiAlignKernel>(),
        [typeof(Slice)] = KernelEntry.Of<SliceKernel>(),
        [typeof(Softmax)] = KernelEntry.Of<SoftmaxKernel>(),
        [typeof(SpaceToDepth)] = KernelEntry.Of<SpaceToDepthKernel>(),
        [typeof(Split)] = KernelEntry.Of<SplitKernel>(),
        [typeof(Tile)] = KernelEntry.Of<TileKernel>(),
        [typeof(Transpose)] = KernelEntry.Of<TransposeKernel>(),
        [typeof(Unary)] = KernelEntry.Of<UnaryKernel>(),
    };

    private static readonly KernelEntry PoolWithIndices = KernelEntry.Of<MaxPoolIndicesKernel>();

    /// <summary>The entry for a node of a compiled graph, with what its kernel reads and writes; null for none.</summary>
    public static KernelEntry? Find(Node node, CompiledGraph graph, out LayoutRule rule)
    {
        rule = LayoutRule.Planar;
        if (!Entries.TryGetValue(node.Operator.GetType(), out KernelEntry? entry))
            return null;
        // Further outputs are left to the reference, but for the parts of a split and the indices of a pool.
        bool hasMore = node.Outputs.Skip(1).Any(name => name.Length > 0);
        if (hasMore && node.Operator is MaxPool)
            entry = PoolWithIndices;
        else if (hasMore && node.Operator is not Split)
            return null;
        // Kernels need not think of tensors without elements.
        if (node.Inputs.Concat(node.Outputs).Any(name => name.Length > 0 && graph.Values[name].Shape.Length == 0))
            return null;
        LayoutRule? found = entry.RuleFor(node.Operator, graph.InputsOf(node));
        rule = found ?? LayoutRule.Planar;
        return found is null ? null : entry;
    }
}
