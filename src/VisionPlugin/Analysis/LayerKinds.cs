using VisionPlugin.Operators;

namespace VisionPlugin.Analysis;

/// <summary>Which kind an operator is of.</summary>
internal static class LayerKinds
{
    public static LayerKind Of(Operator op) => op switch
    {
        Conv or ConvTranspose or ConvInteger or QLinearConv or DeformConv => LayerKind.Convolution,
        Gemm or MatMul or MatMulInteger or QLinearMatMul or Einsum => LayerKind.FullyConnected,
        MaxPool or AveragePool or LpPool or StochasticPool or GlobalAveragePool or GlobalMaxPool or GlobalLpPool
            or MaxUnpool or RoiAlign or MaxRoiPool or Reduce => LayerKind.Pooling,
        BatchNormalization or InstanceNormalization or GroupNormalization or LayerNormalization or LpNormalization
            or Lrn => LayerKind.Normalization,
        Unary or PRelu or Softmax or Hardmax or Dropout => LayerKind.Activation,
        Concat or Binary or Where or Compare or Logical or Bitwise => LayerKind.Join,
        Resize or GridSample or AffineGrid => LayerKind.Resampling,
        QuantizeLinear or DequantizeLinear or DynamicQuantizeLinear => LayerKind.Quantization,
        Reshape or Flatten or Squeeze or Unsqueeze or Transpose or Slice or Split or Pad or CenterCropPad or Gather
            or GatherElements or GatherND or ScatterElements or ScatterND or Expand or Tile or DepthToSpace or SpaceToDepth
            or Im2Col or Col2Im or Identity or Cast or CastLike or ReverseSequence or Compress => LayerKind.Movement,
        _ => LayerKind.Other,
    };
}
