using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Gives inputs the type and rank that ONNX asks for where operators here take more.</summary>
internal static class ExportInputs
{
    /// <summary>An input as 64-bit integers; empty if it is absent.</summary>
    public static string Int64(this ExportNode node, int input)
    {
        if (!node.Has(input) || node.Info(input).DataType == DataType.Int64)
            return node.In(input);
        if (node.Constant(input) is not Tensor<int> list)
            return node.Cast(node.In(input), DataType.Int64, $"input{input}.int64");
        long[] values = [.. list.AsSpan().ToArray()];
        return node.Constant($"input{input}.int64", new Tensor<long>(list.Shape, values));
    }

    /// <summary>An input of one element without axes; empty if it is absent.</summary>
    public static string Scalar(this ExportNode node, int input) => node.AsRank(input, node.In(input), 0);

    /// <summary>An input of one element as a list of 64-bit integers.</summary>
    public static string Int64List(this ExportNode node, int input) => node.AsRank(input, node.Int64(input), 1);

    /// <summary>True if the input is there and is not a list without elements, which stands for an absent one.</summary>
    public static bool HasElements(this ExportNode node, int input) =>
        node.Has(input) && node.Info(input).Shape?.Length != 0;

    /// <summary>
    /// Writes a message over integers of a type that its operator lacks: widened before, narrowed to the low bits after.
    /// </summary>
    /// <param name="node">The node, whose first output the message computes.</param>
    /// <param name="type">The type of message.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="widened">Which of them to widen.</param>
    /// <param name="allowed">The types of integers that the operator has.</param>
    public static NodeProto AddWidened(
        this ExportNode node, string type, string[] inputs, int[] widened, params ReadOnlySpan<DataType> allowed)
    {
        DataType own = node.Info(widened[0]).DataType;
        if (DataTypes.IsFloat(own) || allowed.Contains(own))
            return node.Add(type, inputs, node.Out);
        inputs = [.. inputs];
        foreach (int input in widened)
            inputs[input] = node.Cast(inputs[input], DataType.Int64, $"input{input}.int64");
        string wide = node.Value("int64");
        NodeProto message = node.Add(type, inputs, wide);
        node.Add("Cast", [wide], node.Out).Set("to", OnnxTypes.NumberOf(own));
        return message;
    }

    private static string AsRank(this ExportNode node, int input, string name, int rank)
    {
        if (!node.Has(input) || node.Info(input).Shape?.Rank == rank)
            return name;
        TensorShape shape = rank == 0 ? [] : [1];
        if (node.Constant(input) is { } value && name == node.In(input))
            return node.Constant($"input{input}.rank{rank}", value.Reshape(shape));
        string target = node.Longs($"input{input}.shape", rank == 0 ? [] : [1]);
        return node.Step("Reshape", $"input{input}.rank{rank}", name, target);
    }
}
