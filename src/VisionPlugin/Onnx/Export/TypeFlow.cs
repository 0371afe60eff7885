using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>
/// Types of the values of a model that cannot be compiled without data, because an input decides shapes or has no
/// declared rank: shapes as far as they are known, element types always.
/// </summary>
internal static class TypeFlow
{
    /// <summary>The types of all values.</summary>
    /// <param name="model">The model, its nodes in order.</param>
    /// <param name="inputs">Types and shapes of its inputs, where those are known.</param>
    public static Dictionary<string, ValueType> Infer(Model model, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        var known = new Dictionary<string, TensorInfo>(inputs);
        foreach ((string name, Tensor constant) in model.Constants)
            known[name] = TensorInfo.Of(constant);
        var types = known.ToDictionary(k => k.Key, k => ValueType.Of(k.Value));
        foreach (ValueInfo input in model.Inputs.Where(i => !known.ContainsKey(i.Name)))
            types[input.Name] = new ValueType(input.DataType, null);
        foreach (Node node in model.Nodes)
        {
            TensorInfo[]? outputs = TryInfer(node, known);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (outputs is not null && i < outputs.Length)
                    (known[node.Outputs[i]], types[node.Outputs[i]]) = (outputs[i], ValueType.Of(outputs[i]));
                else
                    types[node.Outputs[i]] = new ValueType(TypeOf(node, i, types), null);
            }
        }

        return types;
    }

    private static TensorInfo[]? TryInfer(Node node, Dictionary<string, TensorInfo> known)
    {
        if (node.Inputs.Any(name => name.Length > 0 && !known.ContainsKey(name)))
            return null;
        try
        {
            return node.Operator.InferShapes([.. node.Inputs.Select(name => known.GetValueOrDefault(name))]);
        }
        catch (Exception error) when (error is ShapeMismatchException or ArithmeticException or ArgumentException
            or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // Most operators keep the type of their first input.
    private static DataType TypeOf(Node node, int output, Dictionary<string, ValueType> types)
    {
        DataType Input(int i) => i < node.Inputs.Length ? types.GetValueOrDefault(node.Inputs[i]).DataType : DataType.None;
        return (node.Operator, output) switch
        {
            (Cast cast, _) => cast.To,
            (Compare or Logical or Not or IsInf or IsNaN, _) or (Dropout, 1) => DataType.Bool,
            (Shape or Size or NonZero or NonMaxSuppression or ArgReduce, _) or (TopK or MaxPool, 1) => DataType.Int64,
            (ConvInteger or MatMulInteger, _) => DataType.Int32,
            (DynamicQuantizeLinear, 0 or 2) => DataType.UInt8,
            (QLinearConv or QLinearMatMul, _) => Input(7),
            (EyeLike { OutputType: not DataType.None } eye, _) => eye.OutputType,
            (OneHot, _) => Input(2),
            (Where or DequantizeLinear or CastLike, _) => Input(1),
            (ConstantOfShape, _) => Input(1) == DataType.None ? DataType.Float32 : Input(1),
            (QuantizeLinear { OutputType: not DataType.None } quantize, _) when Input(2) == DataType.None => quantize.OutputType,
            (QuantizeLinear, _) => Input(2) == DataType.None ? DataType.UInt8 : Input(2),
            _ => Input(0),
        };
    }
}
