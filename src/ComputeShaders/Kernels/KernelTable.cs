using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>The GPU kernel of each operator: one line an operator.</summary>
internal static class KernelTable
{
    private static readonly Dictionary<Type, Entry> Entries = new()
    {
        [typeof(AffineGrid)] = Floats<AffineGrid>(AffineGridKernel.Create),
        [typeof(ArgReduce)] = Words<ArgReduce>(ArgReduceKernel.Create),
        [typeof(AveragePool)] = Floats<AveragePool>(PoolKernel.Create, PoolKernel.WhyUnsupported),
        [typeof(BatchNormalization)] = Floats<BatchNormalization>(BatchNormalizationKernel.Create),
        [typeof(Binary)] = Any<Binary>(BinaryKernel.Create, BinaryKernel.WhyUnsupported),
        [typeof(Bitwise)] = Words<Bitwise>(BitwiseKernel.Create),
        [typeof(Cast)] = Any<Cast>(CastKernel.Create, CastKernel.WhyUnsupported),
        [typeof(CastLike)] = Any<CastLike>(CastKernel.Create, CastKernel.WhyUnsupported),
        [typeof(CenterCropPad)] = Words<CenterCropPad>(SelectKernel.Create),
        [typeof(Col2Im)] = Floats<Col2Im>(ColumnKernel.Create, ColumnKernel.WhyUnsupported),
        [typeof(Compare)] = Any<Compare>(CompareKernel.Create, CompareKernel.WhyUnsupported),
        [typeof(Concat)] = Words<Concat>(CopyKernel.Create),
        [typeof(Conv)] = Floats<Conv>(ConvKernel.Create),
        [typeof(ConvInteger)] = Words<ConvInteger>(IntegerProductKernel.Create),
        [typeof(ConvTranspose)] = Floats<ConvTranspose>(ConvTransposeKernel.Create),
        [typeof(CumSum)] = Any<CumSum>(CumSumKernel.Create, CumSumKernel.WhyUnsupported),
        [typeof(DeformConv)] = Floats<DeformConv>(DeformConvKernel.Create),
        [typeof(DepthToSpace)] = Words<DepthToSpace>(CopyKernel.Create),
        [typeof(DequantizeLinear)] = Any<DequantizeLinear>(QuantizeKernel.Create, QuantizeKernel.WhyUnsupported),
        [typeof(Dropout)] = Words<Dropout>(ViewKernel.Same),
        [typeof(DynamicQuantizeLinear)] = Floats<DynamicQuantizeLinear>(DynamicQuantizeKernel.Create),
        [typeof(Einsum)] = Any<Einsum>(EinsumKernel.Create, EinsumKernel.WhyUnsupported),
        [typeof(Expand)] = Words<Expand>(CopyKernel.Create),
        [typeof(Flatten)] = Words<Flatten>(ViewKernel.Reshape),
        [typeof(Gather)] = Any<Gather>(GatherKernel.Create, GatherKernel.WhyUnsupported),
        [typeof(GatherElements)] = Words<GatherElements>(PickKernel.Create),
        [typeof(GatherND)] = Words<GatherND>(PickKernel.Create),
        [typeof(Gemm)] = Floats<Gemm>(MatMulKernel.Create),
        [typeof(GlobalAveragePool)] = Floats<GlobalAveragePool>(ReduceKernel.Create),
        [typeof(GlobalLpPool)] = Floats<GlobalLpPool>(ReduceKernel.Create, (op, _, _) => PoolKernel.WhyNotNorm(op.P)),
        [typeof(GlobalMaxPool)] = Floats<GlobalMaxPool>(ReduceKernel.Create),
        [typeof(GridSample)] = Floats<GridSample>(GridSampleKernel.Create, GridSampleKernel.WhyUnsupported),
        [typeof(GroupNormalization)] = Floats<GroupNormalization>(NormalizationKernel.Create),
        [typeof(Hardmax)] = Floats<Hardmax>(SoftmaxKernel.Create),
        [typeof(Identity)] = Words<Identity>(ViewKernel.Same),
        [typeof(Im2Col)] = Words<Im2Col>(ColumnKernel.Create, ColumnKernel.WhyUnsupported),
        [typeof(InstanceNormalization)] = Floats<InstanceNormalization>(NormalizationKernel.Create),
        [typeof(IsInf)] = Words<IsInf>(ClassifyKernel.Create),
        [typeof(IsNaN)] = Words<IsNaN>(ClassifyKernel.Create),
        [typeof(LayerNormalization)] = Floats<LayerNormalization>(NormalizationKernel.Create),
        [typeof(Logical)] = Words<Logical>(CompareKernel.Create),
        [typeof(LpNormalization)] = Floats<LpNormalization>(SoftmaxKernel.Create),
        [typeof(LpPool)] = Floats<LpPool>(PoolKernel.Create, PoolKernel.WhyUnsupported),
        [typeof(Lrn)] = Floats<Lrn>(LrnKernel.Create),
        [typeof(MatMul)] = Floats<MatMul>(MatMulKernel.Create),
        [typeof(MatMulInteger)] = Words<MatMulInteger>(IntegerProductKernel.Create),
        [typeof(MaxPool)] = Words<MaxPool>(PoolKernel.Create, PoolKernel.WhyUnsupported),
        [typeof(MaxRoiPool)] = Floats<MaxRoiPool>(RegionKernel.Create),
        [typeof(MaxUnpool)] = Any<MaxUnpool>(MaxUnpoolKernel.Create, MaxUnpoolKernel.WhyUnsupported),
        [typeof(Not)] = Words<Not>(CompareKernel.Create),
        [typeof(OneHot)] = Words<OneHot>(OneHotKernel.Create, OneHotKernel.WhyUnsupported),
        [typeof(Pad)] = Words<Pad>(SelectKernel.Create, SelectKernel.WhyUnsupported),
        [typeof(PRelu)] = Floats<PRelu>(BinaryKernel.Create),
        [typeof(QLinearConv)] = Words<QLinearConv>(IntegerProductKernel.Create),
        [typeof(QLinearMatMul)] = Words<QLinearMatMul>(IntegerProductKernel.Create),
        [typeof(QuantizeLinear)] = Any<QuantizeLinear>(QuantizeKernel.Create, QuantizeKernel.WhyUnsupported),
        [typeof(Reduce)] = Any<Reduce>(ReduceKernel.Create, ReduceKernel.WhyUnsupported),
        [typeof(Reshape)] = Words<Reshape>(ViewKernel.Reshape),
        [typeof(Resize)] = Words<Resize>(ResizeKernel.Create, ResizeKernel.WhyUnsupported),
        [typeof(ReverseSequence)] = Words<ReverseSequence>(ReverseSequenceKernel.Create),
        [typeof(RoiAlign)] = Any<RoiAlign>(RegionKernel.Create, RegionKernel.WhyUnsupported),
        [typeof(ScatterElements)] = Any<ScatterElements>(ScatterKernel.Create, ScatterKernel.WhyUnsupported),
        [typeof(ScatterND)] = Any<ScatterND>(ScatterKernel.Create, ScatterKernel.WhyUnsupported),
        [typeof(Slice)] = Words<Slice>(CopyKernel.Create),
        [typeof(Softmax)] = Floats<Softmax>(SoftmaxKernel.Create),
        [typeof(SpaceToDepth)] = Words<SpaceToDepth>(CopyKernel.Create),
        [typeof(Split)] = Words<Split>(CopyKernel.Create),
        [typeof(Squeeze)] = Words<Squeeze>(ViewKernel.Reshape),
        [typeof(StochasticPool)] = Floats<StochasticPool>(PoolKernel.Create, PoolKernel.WhyUnsupported),
        [typeof(Tile)] = Words<Tile>(SelectKernel.Create),
        [typeof(TopK)] = Words<TopK>(TopKKernel.Create),
        [typeof(Transpose)] = Words<Transpose>(CopyKernel.Create),
        [typeof(Trilu)] = Words<Trilu>(TriluKernel.Create),
        [typeof(Unary)] = Any<Unary>(UnaryKernel.Create, UnaryKernel.WhyUnsupported),
        [typeof(Unsqueeze)] = Words<Unsqueeze>(ViewKernel.Reshape),
        [typeof(Where)] = Words<Where>(WhereKernel.Create),
    };

    /// <summary>Operators that have a kernel.</summary>
    public static IReadOnlyCollection<Type> Operators => Entries.Keys;

    /// <summary>Null if there is a kernel for the node on these inputs, else the reason why not.</summary>
    public static string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) =>
        Entries.TryGetValue(node.Operator.GetType(), out Entry? entry)
            ? entry.WhyUnsupported(node, [.. inputs])
            : $"{node.Operator.Name} has no GPU kernel";

    /// <summary>The kernels of an operator that <see cref="WhyUnsupported"/> accepted.</summary>
    public static GpuOperation Create(Operator op, KernelRequest request) => Entries[op.GetType()].Create(op, request);

    /// <summary>
    /// True if a kernel takes an input for indices, of which those beyond any axis are all alike to it.
    /// </summary>
    public static bool IsIndices(Node node, int input) => node.Operator switch
    {
        Gather or GatherElements or GatherND or ScatterElements or ScatterND or MaxUnpool => input == 1,
        ReverseSequence or Trilu => input == 1,
        OneHot => input == 0,
        RoiAlign => input == 2,
        _ => false,
    };

    /// <summary>A reason unless the elements are single-precision numbers, or absent.</summary>
    public static string? WhyNotFloat(TensorInfo tensor) =>
        tensor.DataType is DataType.Float32 or DataType.None ? null : $"{tensor.DataType} is computed on the CPU";

    /// <summary>A reason unless each element has a 32-bit word; see <see cref="GpuWords"/>.</summary>
    public static string? WhyNotAsWords(TensorInfo tensor) => GpuWords.WhyNot(tensor);

    // Kernels that compute with single precision.
    private static Entry Floats<T>(
        Func<T, KernelRequest, GpuOperation> create, Func<T, Node, TensorInfo[], string?>? more = null)
        where T : Operator
        => Any(create, (op, node, inputs) =>
            inputs.Where((_, i) => !op.NeedsValue(i)).Select(WhyNotFloat).FirstOrDefault(reason => reason is not null)
            ?? more?.Invoke(op, node, inputs));

    // Kernels that move elements and compute nothing.
    private static Entry Words<T>(
        Func<T, KernelRequest, GpuOperation> create, Func<T, Node, TensorInfo[], string?>? more = null)
        where T : Operator
        => Any(create, (op, node, inputs) =>
            inputs.Where((_, i) => !op.NeedsValue(i)).Select(WhyNotAsWords).FirstOrDefault(reason => reason is not null)
            ?? more?.Invoke(op, node, inputs));

    private static Entry Any<T>(
        Func<T, KernelRequest, GpuOperation> create, Func<T, Node, TensorInfo[], string?> unsupported)
        where T : Operator
        => new((op, request) => create((T)op, request), (node, inputs) => unsupported((T)node.Operator, node, inputs));

    private sealed record Entry(
        Func<Operator, KernelRequest, GpuOperation> Create, Func<Node, TensorInfo[], string?> WhyUnsupported);
}
