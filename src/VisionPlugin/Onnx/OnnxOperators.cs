using VisionPlugin.Operators;

namespace VisionPlugin.Onnx;

/// <summary>
/// The import table: one line an operator, and one more for each operator set that changed its meaning. What later
/// operator sets have as inputs (axes, pads, starts) is made an input here, so that operators know one form only.
/// </summary>
internal static class OnnxOperators
{
    private static readonly OnnxOperator[] Table =
    [
        new("Abs", 1, n => Function(UnaryFunction.Abs)),
        new("Acos", 1, n => Function(UnaryFunction.Acos)),
        new("Acosh", 9, n => Function(UnaryFunction.Acosh)),
        new("Add", 1, n => OnnxLegacy.AlignSecond(n).To(new Binary(BinaryFunction.Add))),
        new("Add", 7, n => new Binary(BinaryFunction.Add)),
        new("AffineGrid", 20, n => new AffineGrid(n.Flag("align_corners"))),
        new("And", 7, n => new Logical(LogicalFunction.And)),
        new("ArgMax", 1, n => ArgReduce(n, isMin: false)),
        new("ArgMin", 1, n => ArgReduce(n, isMin: true)),
        new("Asin", 1, n => Function(UnaryFunction.Asin)),
        new("Asinh", 9, n => Function(UnaryFunction.Asinh)),
        new("Atan", 1, n => Function(UnaryFunction.Atan)),
        new("Atanh", 9, n => Function(UnaryFunction.Atanh)),
        new("AveragePool", 1, n => new AveragePool(n.Window(), n.Flag("count_include_pad"))),
        new("BatchNormalization", 1, OnnxFactories.BatchNormalization),
        new("BitShift", 11, n => new Bitwise(n.OneOf("direction", "LEFT", "RIGHT") == 0
            ? BitwiseFunction.ShiftLeft : BitwiseFunction.ShiftRight)),
        new("BitwiseAnd", 18, n => new Bitwise(BitwiseFunction.And)),
        new("BitwiseNot", 18, n => new Bitwise(BitwiseFunction.Not)),
        new("BitwiseOr", 18, n => new Bitwise(BitwiseFunction.Or)),
        new("BitwiseXor", 18, n => new Bitwise(BitwiseFunction.Xor)),
        new("Cast", 1, OnnxFactories.Cast),
        new("CastLike", 15, OnnxFactories.CastLike),
        new("Ceil", 1, n => Function(UnaryFunction.Ceil)),
        new("Celu", 12, n => Function(UnaryFunction.Celu, n.Float("alpha", 1))),
        new("CenterCropPad", 18, n => new CenterCropPad(n.Ints("axes"))),
        new("Clip", 1, OnnxFactories.ClipByAttributes),
        new("Clip", 11, OnnxFactories.ClipByInputs),
        new("Col2Im", 18, n => new Col2Im(n.Ints("strides"), n.Ints("dilations"), n.Ints("pads"))),
        new("Compress", 9, n => new Compress(n.Has("axis") ? n.Int("axis", 0) : null)),
        new("Concat", 1, n => new Concat(n.Int("axis", 1))),
        new("ConstantOfShape", 9, OnnxFactories.ConstantOfShape),
        new("Conv", 1, n => new Conv(n.Window(), n.Int("group", 1))),
        new("ConvInteger", 10, n => new ConvInteger(n.Window(), n.Int("group", 1))),
        new("ConvTranspose", 1, n =>
            new ConvTranspose(n.Window(), n.Ints("output_padding"), n.Ints("output_shape"), n.Int("group", 1))),
        new("Cos", 1, n => Function(UnaryFunction.Cos)),
        new("Cosh", 9, n => Function(UnaryFunction.Cosh)),
        new("CumSum", 11, n => new CumSum(n.Flag("exclusive"), n.Flag("reverse"))),
        new("DeformConv", 19, n => new DeformConv(n.Window(), n.Int("group", 1), n.Int("offset_group", 1))),
        new("DepthToSpace", 1, n => new DepthToSpace(n.Int("blocksize", 0), n.OneOf("mode", "DCR", "CRD") == 1)),
        new("DequantizeLinear", 10, OnnxFactories.DequantizeLinear),
        new("Div", 1, n => OnnxLegacy.AlignSecond(n).To(new Binary(BinaryFunction.Div))),
        new("Div", 7, n => new Binary(BinaryFunction.Div)),
        new("Dropout", 1, n => n.Ignoring("ratio", "seed", "is_test").To(new Dropout())),
        new("DynamicQuantizeLinear", 11, n => new DynamicQuantizeLinear()),
        new("Einsum", 12, n => new Einsum(n.String("equation", ""))),
        new("Elu", 1, n => Function(UnaryFunction.Elu, n.Float("alpha", 1))),
        new("Equal", 7, n => new Compare(CompareFunction.Equal)),
        new("Erf", 9, n => Function(UnaryFunction.Erf)),
        new("Exp", 1, n => Function(UnaryFunction.Exp)),
        new("Expand", 8, n => new Expand()),
        new("EyeLike", 9, OnnxFactories.EyeLike),
        new("Flatten", 1, n => new Flatten(n.Int("axis", 1))),
        new("Floor", 1, n => Function(UnaryFunction.Floor)),
        new("Gather", 1, n => new Gather(n.Int("axis", 0))),
        new("GatherElements", 11, n => new GatherElements(n.Int("axis", 0))),
        new("GatherND", 11, n => new GatherND(n.Int("batch_dims", 0))),
        new("Gelu", 20, n =>
            Function(n.OneOf("approximate", "none", "tanh") == 0 ? UnaryFunction.Gelu : UnaryFunction.GeluTanh)),
        new("Gemm", 1, n => n.Ignoring("broadcast")
            .To(new Gemm(n.Float("alpha", 1), n.Float("beta", 1), n.Flag("transA"), n.Flag("transB")))),
        new("GlobalAveragePool", 1, n => new GlobalAveragePool()),
        new("GlobalLpPool", 1, n => new GlobalLpPool(n.Exponent())),
        new("GlobalMaxPool", 1, n => new GlobalMaxPool()),
        new("Greater", 7, n => new Compare(CompareFunction.Greater)),
        new("GreaterOrEqual", 12, n => new Compare(CompareFunction.GreaterOrEqual)),
        new("GridSample", 16, OnnxSampling.GridSample),
        new("GroupNormalization", 18, n =>
            n.Ignoring("stash_type").To(new GroupNormalization(n.Int("num_groups", 0), n.Float("epsilon", 1e-5f)))),
        new("HardSigmoid", 1, n => Function(UnaryFunction.HardSigmoid, n.Float("alpha", 0.2f), n.Float("beta", 0.5f))),
        new("HardSwish", 14, n => Function(UnaryFunction.HardSwish)),
        new("Hardmax", 1, n => new Hardmax(n.Int("axis", 1), Flatten: true)),
        new("Hardmax", 13, n => new Hardmax(n.Int("axis", -1))),
        new("Identity", 1, n => new Identity()),
        new("If", 1, OnnxControl.If),
        new("InstanceNormalization", 1, n => new InstanceNormalization(n.Float("epsilon", 1e-5f))),
        new("IsInf", 10, n => new IsInf(n.Flag("detect_negative", true), n.Flag("detect_positive", true))),
        new("IsNaN", 9, n => new IsNaN()),
        new("LRN", 1, n =>
            new Lrn(n.Int("size", 0), n.Float("alpha", 1e-4f), n.Float("beta", 0.75f), n.Float("bias", 1))),
        new("LayerNormalization", 17, n =>
            n.Ignoring("stash_type").To(new LayerNormalization(n.Int("axis", -1), n.Float("epsilon", 1e-5f)))),
        new("LeakyRelu", 1, n => Function(UnaryFunction.LeakyRelu, n.Float("alpha", 0.01f))),
        new("Less", 7, n => new Compare(CompareFunction.Less)),
        new("LessOrEqual", 12, n => new Compare(CompareFunction.LessOrEqual)),
        new("Log", 1, n => Function(UnaryFunction.Log)),
        new("LogSoftmax", 1, n => new Softmax(n.Int("axis", 1), Flatten: true, Log: true)),
        new("LogSoftmax", 13, n => new Softmax(n.Int("axis", -1), Log: true)),
        new("LpNormalization", 1, n => new LpNormalization(n.Int("axis", -1), n.Int("p", 2))),
        new("Loop", 1, OnnxControl.Loop),
        new("LpPool", 1, n => new LpPool(n.Window(), n.Exponent())),
        new("MatMul", 1, n => new MatMul()),
        new("MatMulInteger", 10, n => new MatMulInteger()),
        new("Max", 1, n => n.Chain(BinaryFunction.Max)),
        new("MaxPool", 1, n => new MaxPool(n.Window(), n.Flag("storage_order"))),
        new("MaxRoiPool", 1, OnnxSampling.MaxRoiPool),
        new("MaxUnpool", 9, n => new MaxUnpool(n.Window())),
        new("Mean", 1, OnnxFactories.Mean),
        new("MeanVarianceNormalization", 1, OnnxFactories.MeanVarianceNormalization),
        new("Min", 1, n => n.Chain(BinaryFunction.Min)),
        new("Mish", 18, n => Function(UnaryFunction.Mish)),
        new("Mod", 10, n => new Binary(n.Flag("fmod") ? BinaryFunction.Fmod : BinaryFunction.Mod)),
        new("Mul", 1, n => OnnxLegacy.AlignSecond(n).To(new Binary(BinaryFunction.Mul))),
        new("Mul", 7, n => new Binary(BinaryFunction.Mul)),
        new("Neg", 1, n => Function(UnaryFunction.Neg)),
        new("NonMaxSuppression", 10, n => new NonMaxSuppression(n.Flag("center_point_box"))),
        new("NonZero", 9, n => new NonZero()),
        new("Not", 1, n => new Not()),
        new("OneHot", 9, n => new OneHot(n.Int("axis", -1))),
        new("Or", 7, n => new Logical(LogicalFunction.Or)),
        new("PRelu", 1, n => OnnxLegacy.AlignSecond(n, defaultAxis: 1).To(new PRelu())),
        new("PRelu", 7, n => new PRelu()),
        new("Pad", 1, OnnxFactories.PadByAttributes),
        new("Pad", 11, n => new Pad(n.PadMode())),
        new("Pow", 1, n => OnnxLegacy.AlignSecond(n).To(new Binary(BinaryFunction.Pow))),
        new("Pow", 7, n => new Binary(BinaryFunction.Pow)),
        new("QLinearConv", 10, n => new QLinearConv(n.Window(), n.Int("group", 1))),
        new("QLinearMatMul", 10, n => new QLinearMatMul()),
        new("QuantizeLinear", 10, OnnxFactories.QuantizeLinear),
        new("RMSNormalization", 23, n =>
            n.Ignoring("stash_type").To(new LayerNormalization(n.Int("axis", -1), n.Float("epsilon", 1e-5f), false))),
        new("Range", 11, n => new NumberRange()),
        new("Reciprocal", 1, n => Function(UnaryFunction.Reciprocal)),
        new("ReduceL1", 1, n => n.Reduce(ReduceFunction.L1, 18)),
        new("ReduceL2", 1, n => n.Reduce(ReduceFunction.L2, 18)),
        new("ReduceLogSum", 1, n => n.Reduce(ReduceFunction.LogSum, 18)),
        new("ReduceLogSumExp", 1, n => n.Reduce(ReduceFunction.LogSumExp, 18)),
        new("ReduceMax", 1, n => n.Reduce(ReduceFunction.Max, 18)),
        new("ReduceMean", 1, n => n.Reduce(ReduceFunction.Mean, 18)),
        new("ReduceMin", 1, n => n.Reduce(ReduceFunction.Min, 18)),
        new("ReduceProd", 1, n => n.Reduce(ReduceFunction.Prod, 18)),
        new("ReduceSum", 1, n => n.Reduce(ReduceFunction.Sum, 13)),
        new("ReduceSumSquare", 1, n => n.Reduce(ReduceFunction.SumSquare, 18)),
        new("Relu", 1, n => Function(UnaryFunction.Relu)),
        new("Reshape", 1, n => n.Moving("shape", 1).To(new Reshape(n.Flag("allowzero")))),
        new("Resize", 10, OnnxResize.Upsample),
        new("Resize", 11, OnnxResize.Resize),
        new("RoiAlign", 10, OnnxSampling.RoiAlign),
        new("ReverseSequence", 10, n => new ReverseSequence(n.Int("batch_axis", 1), n.Int("time_axis", 0))),
        new("Round", 11, n => Function(UnaryFunction.Round)),
        new("Scan", 8, OnnxControl.BatchedScan),
        new("Scan", 9, OnnxControl.Scan),
        new("Scatter", 9, n => new ScatterElements(n.Int("axis", 0))),
        new("ScatterElements", 11, n => new ScatterElements(n.Int("axis", 0), ScatterReduction(n))),
        new("ScatterND", 11, n => new ScatterND(ScatterReduction(n))),
        new("Selu", 1, n => Function(UnaryFunction.Selu, n.Float("alpha", 1.67326319f), n.Float("gamma", 1.05070102f))),
        new("Shape", 1, n => new Shape(n.Long("start", 0), n.Has("end") ? n.Long("end", 0) : null)),
        new("Shrink", 9, n => Function(UnaryFunction.Shrink, n.Float("lambd", 0.5f), n.Float("bias", 0))),
        new("Sigmoid", 1, n => Function(UnaryFunction.Sigmoid)),
        new("Sign", 9, n => Function(UnaryFunction.Sign)),
        new("Sin", 1, n => Function(UnaryFunction.Sin)),
        new("Sinh", 9, n => Function(UnaryFunction.Sinh)),
        new("Size", 1, n => new Size()),
        new("Slice", 1, n => n.Moving("starts", 1).Moving("ends", 2).Moving("axes", 3).To(new Slice())),
        new("Slice", 10, n => new Slice()),
        new("Softmax", 1, n => new Softmax(n.Int("axis", 1), Flatten: true)),
        new("Softmax", 13, n => new Softmax(n.Int("axis", -1))),
        new("Softplus", 1, n => Function(UnaryFunction.Softplus)),
        new("Softsign", 1, n => Function(UnaryFunction.Softsign)),
        new("SpaceToDepth", 1, n => new SpaceToDepth(n.Int("blocksize", 0))),
        new("Split", 1, n => n.Moving("split", 1).To(new Split(n.Int("axis", 0), n.Outputs.Count))),
        new("Split", 13, n => new Split(n.Int("axis", 0), n.Int("num_outputs", n.Outputs.Count))),
        new("Sqrt", 1, n => Function(UnaryFunction.Sqrt)),
        new("Squeeze", 1, n => n.Moving("axes", 1).To(new Squeeze())),
        new("Squeeze", 13, n => new Squeeze()),
        new("Sub", 1, n => OnnxLegacy.AlignSecond(n).To(new Binary(BinaryFunction.Sub))),
        new("Sub", 7, n => new Binary(BinaryFunction.Sub)),
        new("Sum", 1, n => n.Chain(BinaryFunction.Add)),
        new("Swish", 24, n => n.Float("alpha", 1) is var alpha and not 1
            ? Function(UnaryFunction.Swish, alpha) : Function(UnaryFunction.Silu)),
        new("Tan", 1, n => Function(UnaryFunction.Tan)),
        new("Tanh", 1, n => Function(UnaryFunction.Tanh)),
        new("ThresholdedRelu", 1, n => Function(UnaryFunction.ThresholdedRelu, n.Float("alpha", 1))),
        new("Tile", 6, n => new Tile()),
        new("TopK", 1, n => n.Moving("k", 1).To(new TopK(n.Int("axis", -1)))),
        new("TopK", 10, n => n.Ignoring("sorted").To(new TopK(n.Int("axis", -1), n.Flag("largest", true)))),
        new("Transpose", 1, n => new Transpose(n.Ints("perm"))),
        new("Trilu", 14, n => new Trilu(n.Flag("upper", true))),
        new("Unsqueeze", 1, n => n.Moving("axes", 1).To(new Unsqueeze())),
        new("Unsqueeze", 13, n => new Unsqueeze()),
        new("Upsample", 1, OnnxResize.UpsampleByAttributes),
        new("Upsample", 9, OnnxResize.Upsample),
        new("Where", 9, n => new Where()),
        new("Xor", 7, n => new Logical(LogicalFunction.Xor)),
    ];

    private static readonly ILookup<string, OnnxOperator> ByName = Table.ToLookup(o => o.Name);

    /// <summary>ONNX's names of all operators that can be imported.</summary>
    public static IEnumerable<string> Names => ByName.Select(o => o.Key).Append("Constant");

    /// <summary>The same with the first version of the operator set that is understood, sorted.</summary>
    public static SortedDictionary<string, int> FirstSets() =>
        new(Names.ToDictionary(name => name, name => ByName[name].FirstOrDefault()?.Since ?? 1), StringComparer.Ordinal);

    /// <summary>What imports an operator at a version of the operator set; null if it is not known.</summary>
    public static Func<OnnxNode, Operator>? Find(string name, int opset) =>
        ByName[name].LastOrDefault(o => o.Since <= opset)?.Create;

    private static Unary Function(UnaryFunction function, float alpha = 0, float beta = 0) =>
        new(new Activation(function, alpha, beta));

    private static ArgReduce ArgReduce(OnnxNode node, bool isMin) =>
        new(isMin, node.Int("axis", 0), node.Flag("keepdims", true), node.Flag("select_last_index"));

    private static ScatterReduction ScatterReduction(OnnxNode node) =>
        (ScatterReduction)node.OneOf("reduction", "none", "add", "mul", "min", "max");
}
