using VisionPlugin.Testing.Cases;

namespace VisionPlugin.Testing;

/// <summary>The cases of every operator: one line an operator.</summary>
public static class OperatorCases
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. ConvCases.All,
        .. ConvTransposeCases.All,
        .. MaxPoolCases.All,
        .. AveragePoolCases.All,
        .. LpPoolCases.All,
        .. GlobalPoolCases.All,
        .. BatchNormalizationCases.All,
        .. LrnCases.All,
        .. NormalizationCases.All,
        .. UnaryCases.All,
        .. PReluCases.All,
        .. SoftmaxCases.All,
        .. LpNormalizationCases.All,
        .. GemmCases.All,
        .. MatMulCases.All,
        .. CopyCases.All,
        .. BinaryCases.All,
        .. CastCases.All,
        .. ConcatCases.All,
        .. SplitCases.All,
        .. SliceCases.All,
        .. PadCases.All,
        .. ReshapeCases.All,
        .. FlattenCases.All,
        .. SqueezeCases.All,
        .. UnsqueezeCases.All,
        .. TransposeCases.All,
        .. ResizeCases.All,
        .. NonMaxSuppressionCases.All,
        .. ShapeCases.All,
        .. GatherCases.All,
        .. ReduceCases.All,
        .. ConstantOfShapeCases.All,
        .. QuantizeLinearCases.All,
        .. DequantizeLinearCases.All,
        .. IntegerConvCases.All,
        .. IntegerMatMulCases.All,
        .. ExpandCases.All,
        .. TileCases.All,
        .. CompareCases.All,
        .. LogicalCases.All,
        .. WhereCases.All,
        .. NumberRangeCases.All,
        .. DepthToSpaceCases.All,
        .. ArgReduceCases.All,
        .. GatherElementsCases.All,
        .. ScatterCases.All,
        .. TopKCases.All,
        .. CumSumCases.All,
        .. SelectionCases.All,
        .. BitwiseCases.All,
        .. EinsumCases.All,
        .. CenterCropPadCases.All,
        .. AffineGridCases.All,
        .. Col2ImCases.All,
        .. DeformConvCases.All,
        .. Im2ColCases.All,
        .. MaxUnpoolCases.All,
        .. StochasticPoolCases.All,
        .. GridSampleCases.All,
        .. MaxRoiPoolCases.All,
        .. RoiAlignCases.All,
    ];

    private static readonly Dictionary<string, OperatorCase> ByName = All.ToDictionary(c => c.ToString());

    /// <summary>The names of all cases, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Names => [.. All.Select(c => c.ToString())];

    /// <summary>A case by its name.</summary>
    public static OperatorCase Find(string name) => ByName[name];
}
