using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Functions of two tensors, and products, with the activation that may be fused into them.</summary>
internal static class ExportBinaries
{
    /// <summary>The integers that ONNX operators have which take only some.</summary>
    public static ReadOnlySpan<DataType> WideIntegers => [DataType.Int32, DataType.Int64];

    /// <summary>Min and Max are those of two tensors; the floored remainder of fractions is written out.</summary>
    public static void Binary(Binary o, ExportNode node) =>
        ExportFunctions.Activated(node, o.Activation, (n, output) =>
        {
            bool isFloat = DataTypes.IsFloat(n.Info(0).DataType);
            switch (o.Function)
            {
                case BinaryFunction.Mod when isFloat:
                    string quotient = n.Step("Div", "quotient", n.In(0), n.In(1));
                    string floor = n.Step("Floor", "floor", quotient);
                    n.Add("Sub", [n.In(0), n.Step("Mul", "multiple", floor, n.In(1))], output);
                    break;
                case BinaryFunction.Mod or BinaryFunction.Fmod:
                    n.Add("Mod", [n.In(0), n.In(1)], output).Set("fmod", o.Function == BinaryFunction.Fmod);
                    break;
                case BinaryFunction.Pow when !isFloat:
                    n.AddWidened("Pow", [n.In(0), n.In(1)], [0], WideIntegers);
                    break;
                default:
                    n.Add(o.Function.ToString(), [n.In(0), n.In(1)], output);
                    break;
            }
        });

    /// <summary>Logic and shifts on bits; only shifts have a direction.</summary>
    public static void Bitwise(Bitwise o, ExportNode n)
    {
        NodeProto node = n.Add(o.Name);
        if (o.Function is BitwiseFunction.ShiftLeft or BitwiseFunction.ShiftRight)
            node.Set("direction", o.Function == BitwiseFunction.ShiftLeft ? "LEFT" : "RIGHT");
    }

    /// <summary>Gemm, then the activation.</summary>
    public static void Gemm(Gemm o, ExportNode node) =>
        ExportFunctions.Activated(node, o.Activation, (n, output) =>
            n.Add("Gemm", [n.In(0), n.In(1), n.In(2)], output).Set("alpha", o.Alpha).Set("beta", o.Beta)
                .Set("transA", o.TransposeA).Set("transB", o.TransposeB));
}
