using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>
/// The export table, the inverse of <see cref="OnnxOperators"/>: one line an operator, which writes it in the operator set
/// <see cref="OnnxExporter.BaseOpset"/>, or says that it needs a later one. Attributes are written even where they have
/// ONNX's default value.
/// </summary>
internal static class OnnxExports
{
    private static readonly Dictionary<Type, Action<Operator, ExportNode>> Table = new(
    [
        For<AffineGrid>((o, n) => n.Needing(20).Add("AffineGrid").Set("align_corners", o.AlignCorners)),
        For<ArgReduce>((o, n) => n.Add(o.Name).Set("axis", o.Axis).Set("keepdims", o.KeepDims)
            .Set("select_last_index", o.SelectLast)),
        For<AveragePool>(ExportWindows.AveragePool),
        For<BatchNormalization>((o, n) => n.Add("BatchNormalization").Set("epsilon", o.Epsilon)),
        For<Binary>(ExportBinaries.Binary),
        For<Bitwise>(ExportBinaries.Bitwise),
        For<Cast>((o, n) => n.Add("Cast").Set("to", OnnxTypes.NumberOf(o.To))),
        For<CastLike>((o, n) => n.Add("CastLike")),
        For<CenterCropPad>((o, n) => n.Add("CenterCropPad").Set("axes", o.Axes.OrNone())),
        For<Col2Im>((o, n) => n.Add("Col2Im", [n.In(0), n.Int64(1), n.Int64(2)], n.Out).Set("strides", o.Strides.OrNone())
            .Set("dilations", o.Dilations.OrNone()).Set("pads", o.Pads.OrNone())),
        For<Compare>((o, n) => n.Add(o.Name)),
        For<Compress>((o, n) => n.Add("Compress").SetIf(o.Axis is not null, "axis", o.Axis ?? 0)),
        For<Concat>((o, n) => n.Add("Concat").Set("axis", o.Axis)),
        For<ConstantOfShape>(ExportTensors.ConstantOfShape),
        For<Conv>(ExportWindows.Conv),
        For<ConvInteger>((o, n) => n.Add("ConvInteger").Window(o.Window).Set("group", o.Groups)),
        For<ConvTranspose>(ExportWindows.ConvTranspose),
        For<CumSum>((o, n) => n.AddWidened("CumSum", [n.In(0), n.Scalar(1)], [0], ExportBinaries.WideIntegers)
            .Set("exclusive", o.Exclusive).Set("reverse", o.Reverse)),
        For<DeformConv>((o, n) => n.Needing(19).Add("DeformConv").Window(o.Window).Set("group", o.Groups)
            .Set("offset_group", o.OffsetGroups)),
        For<DepthToSpace>((o, n) => n.Add("DepthToSpace").Set("blocksize", o.BlockSize)
            .Set("mode", o.ChannelFirst ? "CRD" : "DCR")),
        For<DequantizeLinear>(ExportQuantization.DequantizeLinear),
        For<Dropout>(ExportTensors.Dropout),
        For<DynamicQuantizeLinear>((o, n) => n.Add("DynamicQuantizeLinear", [n.In(0)], n.AllOutputs(3))),
        For<Einsum>((o, n) => n.Add("Einsum").Set("equation", o.Equation)),
        For<Expand>((o, n) => n.Add("Expand", [n.In(0), n.Int64(1)], n.Out)),
        For<EyeLike>((o, n) => n.Add("EyeLike").Set("k", o.K).SetIf(o.OutputType != DataType.None, "dtype",
            o.OutputType == DataType.None ? 0 : OnnxTypes.NumberOf(o.OutputType))),
        For<Flatten>((o, n) => n.Add("Flatten").Set("axis", o.Axis)),
        For<Gather>((o, n) => n.Add("Gather").Set("axis", o.Axis)),
        For<GatherElements>((o, n) => n.Add("GatherElements").Set("axis", o.Axis)),
        For<GatherND>((o, n) => n.Add("GatherND", [n.In(0), n.Int64(1)], n.Out).Set("batch_dims", o.BatchDims)),
        For<Gemm>(ExportBinaries.Gemm),
        For<GlobalAveragePool>((o, n) => n.Add("GlobalAveragePool")),
        For<GlobalLpPool>((o, n) => n.Add("GlobalLpPool").Set("p", o.P)),
        For<GlobalMaxPool>((o, n) => n.Add("GlobalMaxPool")),
        For<GridSample>(ExportSampling.GridSample),
        For<GroupNormalization>(ExportNormalizations.GroupNormalization),
        For<Hardmax>((o, n) => ExportNormalizations.Rows(n, "Hardmax", o.Axis, o.Flatten)),
        For<Identity>((o, n) => n.Add("Identity")),
        For<Im2Col>(ExportWindows.Im2Col),
        For<InstanceNormalization>((o, n) => n.Add("InstanceNormalization").Set("epsilon", o.Epsilon)),
        For<IsInf>((o, n) => n.Needing(n.Info(0).DataType == DataType.Float16 ? 20 : n.Opset).Add("IsInf")
            .Set("detect_negative", o.Negative).Set("detect_positive", o.Positive)),
        For<IsNaN>((o, n) => n.Add("IsNaN")),
        For<LayerNormalization>(ExportNormalizations.LayerNormalization),
        For<Logical>((o, n) => n.Add(o.Name)),
        For<LpNormalization>((o, n) => n.Add("LpNormalization").Set("axis", o.Axis).Set("p", o.P)),
        For<LpPool>((o, n) => n.Add("LpPool").Set("p", o.P).Window(o.Window, isPool: true)),
        For<Lrn>((o, n) => n.Add("LRN").Set("size", o.Size).Set("alpha", o.Alpha).Set("beta", o.Beta).Set("bias", o.Bias)),
        For<MatMul>((o, n) => n.Add("MatMul")),
        For<MatMulInteger>((o, n) => n.Add("MatMulInteger")),
        For<MaxPool>((o, n) => n.Add("MaxPool").Window(o.Window, isPool: true).Set("storage_order", o.ColumnMajor)),
        For<MaxRoiPool>((o, n) => n.Add("MaxRoiPool").Set("pooled_shape", [o.OutputHeight, o.OutputWidth])
            .Set("spatial_scale", o.SpatialScale)),
        For<MaxUnpool>((o, n) => n.Add("MaxUnpool", [n.In(0), n.In(1), n.Int64(2)], n.Out).Set("kernel_shape", o.Window.Kernel)
            .Set("strides", o.Window.Strides.OrNone()).Set("pads", o.Window.Pads.OrNone())),
        For<NonMaxSuppression>((o, n) =>
            n.Add("NonMaxSuppression", [n.In(0), n.In(1), n.Int64(2), n.In(3), n.In(4)], n.Out)
                .Set("center_point_box", o.IsCenterSize)),
        For<NonZero>((o, n) => n.Add("NonZero")),
        For<Not>((o, n) => n.Add("Not")),
        For<NumberRange>(ExportTensors.Range),
        For<OneHot>(ExportTensors.OneHot),
        For<PRelu>((o, n) => n.Add("PRelu")),
        For<Pad>(ExportTensors.Pad),
        For<QLinearConv>((o, n) => n.Add("QLinearConv").Window(o.Window).Set("group", o.Groups)),
        For<QLinearMatMul>((o, n) => n.Add("QLinearMatMul")),
        For<QuantizeLinear>(ExportQuantization.QuantizeLinear),
        For<Reduce>(ExportTensors.Reduce),
        For<Reshape>((o, n) => n.Add("Reshape", [n.In(0), n.Int64(1)], n.Out).Set("allowzero", o.AllowZero)),
        For<Resize>(ExportSampling.Resize),
        For<ReverseSequence>((o, n) => n.Add("ReverseSequence").Set("batch_axis", o.BatchAxis)
            .Set("time_axis", o.TimeAxis)),
        For<RoiAlign>(ExportSampling.RoiAlign),
        For<ScatterElements>((o, n) => n.Add("ScatterElements").Set("axis", o.Axis)
            .Set("reduction", Word(o.Reduction))),
        For<ScatterND>((o, n) => n.Add("ScatterND", [n.In(0), n.Int64(1), n.In(2)], n.Out)
            .Set("reduction", Word(o.Reduction))),
        For<Shape>((o, n) => n.Add("Shape").Set("start", o.Start).SetIf(o.End is not null, "end", o.End ?? 0)),
        For<Size>((o, n) => n.Add("Size")),
        For<Slice>((o, n) => n.Add("Slice", [n.In(0), n.Int64(1), n.Int64(2), n.Int64(3), n.Int64(4)], n.Out)),
        For<Softmax>((o, n) => ExportNormalizations.Rows(n, o.Name, o.Axis, o.Flatten)),
        For<SpaceToDepth>((o, n) => n.Add("SpaceToDepth").Set("blocksize", o.BlockSize)),
        For<Split>(ExportTensors.Split),
        For<Squeeze>((o, n) => n.Add("Squeeze", [n.In(0), n.Int64(1)], n.Out)),
        For<Tile>((o, n) => n.Add("Tile", [n.In(0), n.Int64(1)], n.Out)),
        For<TopK>((o, n) => n.Add("TopK", [n.In(0), n.Int64List(1)], n.AllOutputs(2)).Set("axis", o.Axis)
            .Set("largest", o.Largest)),
        For<Transpose>((o, n) => n.Add("Transpose").Set("perm", o.Permutation.OrNone())),
        For<Trilu>((o, n) => n.Add("Trilu").Set("upper", o.Upper)),
        For<Unary>((o, n) => ExportFunctions.Write(n, o.Activation, n.Info(0).DataType, n.In(0), n.Out)),
        For<Unsqueeze>((o, n) => n.Add("Unsqueeze", [n.In(0), n.Int64(1)], n.Out)),
        For<Where>((o, n) => n.Add("Where")),
    ]);

    /// <summary>The operators that can be exported.</summary>
    public static IReadOnlyCollection<Type> Operators => Table.Keys;

    /// <summary>Writes a node.</summary>
    /// <exception cref="UnsupportedNodeException">ONNX has no form for it.</exception>
    public static void Write(ExportNode node)
    {
        if (!Table.TryGetValue(node.Operator.GetType(), out Action<Operator, ExportNode>? write))
            throw new UnsupportedNodeException("it has no form in ONNX");
        write(node.Operator, node);
    }

    private static KeyValuePair<Type, Action<Operator, ExportNode>> For<T>(Action<T, ExportNode> write)
        where T : Operator
        => KeyValuePair.Create<Type, Action<Operator, ExportNode>>(typeof(T), (o, n) => write((T)o, n));

    private static ExportNode Needing(this ExportNode node, int opset)
    {
        node.Require(opset);
        return node;
    }

    private static string Word(ScatterReduction reduction) => reduction.ToString().ToLowerInvariant();
}
