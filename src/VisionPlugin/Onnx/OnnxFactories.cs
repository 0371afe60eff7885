using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>Imports of operators that take more than a line.</summary>
internal static class OnnxFactories
{
    /// <summary>Normalisation by statistics that are inputs; statistics as outputs belong to training.</summary>
    public static Operator BatchNormalization(OnnxNode node)
    {
        if (node.Flag("training_mode"))
            throw new UnsupportedNodeException("training_mode; export the model for inference");
        if (node.Long("spatial", 1) == 0)
            throw new UnsupportedNodeException("spatial = 0");
        if (node.Outputs.Count > 1)
            node.Outputs.RemoveRange(1, node.Outputs.Count - 1);
        return node.Ignoring("momentum", "is_test").To(new BatchNormalization(node.Float("epsilon", 1e-5f)));
    }

    /// <summary>
    /// Half precision does not exist inside of a model: a cast to it is one to single precision. One to bfloat16 also
    /// rounds.
    /// </summary>
    public static Operator Cast(OnnxNode node)
    {
        node.Ignoring("saturate", "round_mode");
        var cast = new Cast(node.ElementType("to"));
        if (node.Long("to", 0) != OnnxTypes.BFloat16 || !node.HasInput(0))
            return cast;
        node.Inputs[0] = node.AddNode("single", cast, node.Inputs[0]);
        return new Unary(new Activation(UnaryFunction.BFloat16));
    }

    /// <summary>The type is that of an input; integers of 4 and 2 bits can be read, not computed.</summary>
    public static Operator CastLike(OnnxNode node) => node.HasInput(1) && node.PackedBits(node.Inputs[1]) is > 0 and var bits
        ? throw new UnsupportedNodeException($"a result of {bits}-bit integers")
        : node.Ignoring("saturate", "round_mode").To(new CastLike());

    /// <summary>Bounds as attributes: before operator set 11.</summary>
    public static Operator ClipByAttributes(OnnxNode node) =>
        Clip(node.Float("min", float.MinValue), node.Float("max", float.MaxValue));

    /// <summary>Bounds as inputs: constants become part of the operator, others are compared with.</summary>
    public static Operator ClipByInputs(OnnxNode node)
    {
        bool hasLow = node.HasInput(1), hasHigh = node.HasInput(2);
        if (!hasLow && !hasHigh)
        {
            node.KeepInputs(1);
            return new Identity();
        }

        if (IsScalarOrAbsent(1) && IsScalarOrAbsent(2))
        {
            float low = Scalar(1) ?? float.NegativeInfinity, high = Scalar(2) ?? float.PositiveInfinity;
            node.KeepInputs(1);
            return Clip(low, high);
        }

        if (hasLow && hasHigh)
            node.Inputs[0] = node.AddNode("max", new Binary(BinaryFunction.Max), node.Inputs[0], node.Inputs[1]);
        node.Inputs[1] = node.Inputs[hasHigh ? 2 : 1];
        node.KeepInputs(2);
        return new Binary(hasHigh ? BinaryFunction.Min : BinaryFunction.Max);

        bool IsScalarOrAbsent(int input) => !node.HasInput(input) || Scalar(input) is not null;

        float? Scalar(int input) =>
            node.ConstantInput(input) is Tensor<float> { Shape.Length: 1 } bound ? bound.AsSpan()[0] : null;
    }

    /// <summary>The value is an attribute in every operator set.</summary>
    public static Operator ConstantOfShape(OnnxNode node)
    {
        if (node.Tensor("value") is { } value)
            node.SetInput(1, "value", value);
        return new ConstantOfShape();
    }

    /// <summary>The type of the ones is an attribute, else the input's.</summary>
    public static Operator EyeLike(OnnxNode node) =>
        new EyeLike(node.Int("k", 0), node.Has("dtype") ? node.ElementType("dtype") : DataType.None);

    /// <summary>Padding as attributes: before operator set 11, under another name in operator set 1.</summary>
    public static Operator PadByAttributes(OnnxNode node)
    {
        node.Moving("paddings", 1).Moving("pads", 1);
        if (node.Has("value"))
            node.SetInput(2, "value", new Tensor<float>([], [node.Float("value", 0)]));
        return new Pad(node.PadMode());
    }

    /// <summary>What the added elements hold.</summary>
    public static PadMode PadMode(this OnnxNode node) =>
        (PadMode)node.OneOf("mode", "constant", "reflect", "edge", "wrap");

    /// <summary>
    /// Integers of 2 to 16 bits; the type of the result is that of the zero point, else an attribute.
    /// </summary>
    public static Operator QuantizeLinear(OnnxNode node)
    {
        long asked = node.Long("output_dtype", 0);
        DataType type = OnnxTypes.Declared(asked);
        if (asked != 0 && (type == DataType.None || DataTypes.IsFloat(type)))
            throw new UnsupportedNodeException($"output_dtype {OnnxTypes.NameOf(asked)}");
        int bits = OnnxTypes.IsPacked(asked) ? OnnxTypes.Bits(asked)
            : Math.Max(node.HasInput(2) ? node.PackedBits(node.Inputs[2]) : 0, node.PackedBits(node.Outputs[0]));
        return node.Ignoring("saturate", "precision")
            .To(new QuantizeLinear(node.Int("axis", 1), node.Int("block_size", 0), type, bits));
    }

    /// <summary>The result is in single precision, as scales of half precision are widened.</summary>
    public static Operator DequantizeLinear(OnnxNode node)
    {
        if (node.Long("output_dtype", 0) != 0 && node.ElementType("output_dtype") != DataType.Float32)
            throw new UnsupportedNodeException($"output_dtype {OnnxTypes.NameOf(node.Long("output_dtype", 0))}");
        return new DequantizeLinear(node.Int("axis", 1), node.Int("block_size", 0));
    }

    /// <summary>Ends a chain of calls that rearranged the node by the operator that it becomes.</summary>
    public static Operator To(this OnnxNode _, Operator created) => created;

    /// <summary>
    /// A reduction, whose axes are an attribute before the operator set <paramref name="inputSince"/>.
    /// </summary>
    public static Operator Reduce(this OnnxNode node, ReduceFunction function, int inputSince)
    {
        if (node.Opset < inputSince)
            node.Moving("axes", 1);
        return new Reduce(function, node.Flag("keepdims", true), node.Flag("noop_with_empty_axes"));
    }

    /// <summary>An element-wise function of any number of inputs: a chain of nodes with two each.</summary>
    public static Operator Chain(this OnnxNode node, BinaryFunction function)
    {
        if (node.Inputs.Count == 1)
            return new Identity();
        while (node.Inputs.Count > 2)
        {
            node.Inputs[0] = node.AddNode("part", new Binary(function), node.Inputs[0], node.Inputs[1]);
            node.Inputs.RemoveAt(1);
        }

        return new Binary(function);
    }

    /// <summary>The sum of all inputs, divided by their number.</summary>
    public static Operator Mean(OnnxNode node)
    {
        int count = node.Inputs.Count;
        Operator last = node.Chain(BinaryFunction.Add);
        string sum = node.AddNode("sum", last, [.. node.Inputs]);
        node.KeepInputs(0);
        node.Inputs.Add(sum);
        node.SetInput(1, "count", new Tensor<float>([], [count]));
        return new Binary(BinaryFunction.Div);
    }

    /// <summary>
    /// (X - mean) / (deviation + 1e-9) over the axes, as the specification's own function has it but for the variance,
    /// which is the mean square of what is left without the mean: the difference of large numbers would cancel.
    /// </summary>
    public static Operator MeanVarianceNormalization(OnnxNode node)
    {
        // Before operator set 9 there was a choice of two sets of axes of a picture.
        ImmutableArray<long> missing = node.Flag("across_channels") ? [0, 1, 2, 3] : [0, 2, 3];
        ImmutableArray<long> axes = node.Longs("axes") ?? missing;
        string list = node.AddConstant("axes", new Tensor<long>([axes.Length], axes.AsSpan()));
        var mean = new Reduce(ReduceFunction.Mean);
        string centered = node.AddNode("centered", new Binary(BinaryFunction.Sub), node.Inputs[0],
            node.AddNode("mean", mean, node.Inputs[0], list));
        node.Inputs[0] = centered;
        if (!node.Flag("normalize_variance", true))
            return new Identity();
        string variance = node.AddNode("variance", mean,
            node.AddNode("squares", new Binary(BinaryFunction.Mul), centered, centered), list);
        string deviation = node.AddNode("deviation", new Unary(new Activation(UnaryFunction.Sqrt)), variance);
        string epsilon = node.AddConstant("epsilon", new Tensor<float>([], [1e-9f]));
        node.Inputs.Add(node.AddNode("divisor", new Binary(BinaryFunction.Add), deviation, epsilon));
        return new Binary(BinaryFunction.Div);
    }

    private static Unary Clip(float low, float high) => new(new Activation(UnaryFunction.Clip, low, high));

    private static DataType ElementType(this OnnxNode node, string attribute)
    {
        long type = node.Long(attribute, 0);
        return OnnxTypes.Widened(type) is var known and not DataType.None && !OnnxTypes.IsPacked(type)
            ? known
            : throw new UnsupportedNodeException($"element type {OnnxTypes.NameOf(type)}");
    }
}
