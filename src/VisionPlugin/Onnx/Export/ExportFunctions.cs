using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Element-wise functions of one tensor, as nodes of their own or after what they were fused into.</summary>
internal static class ExportFunctions
{
    /// <summary>Writes a message and the activation behind it.</summary>
    /// <param name="node">The node, of single precision.</param>
    /// <param name="activation">The activation, which may be none.</param>
    /// <param name="write">Writes the message with the given output.</param>
    public static void Activated(ExportNode node, Activation activation, Action<ExportNode, string> write)
    {
        if (activation.IsNone)
        {
            write(node, node.Out);
            return;
        }

        string linear = node.Value("linear");
        write(node, linear);
        Write(node, activation, DataType.Float32, linear, node.Out);
    }

    /// <summary>Writes y = f(x).</summary>
    public static void Write(ExportNode n, Activation f, DataType type, string x, string y)
    {
        switch (f.Function)
        {
            case UnaryFunction.Clip:
                string low = Bound("min", f.Alpha, float.NegativeInfinity), high = Bound("max", f.Beta, float.PositiveInfinity);
                n.Add("Clip", [x, low, high], y);
                break;
            case UnaryFunction.Relu when type is DataType.UInt8 or DataType.UInt16 or DataType.UInt32 or DataType.UInt64:
                n.Add("Identity", [x], y);
                break;
            case UnaryFunction.LeakyRelu or UnaryFunction.Elu or UnaryFunction.ThresholdedRelu:
                n.Add(f.Function.ToString(), [x], y).Set("alpha", f.Alpha);
                break;
            case UnaryFunction.HardSigmoid:
                n.Add("HardSigmoid", [x], y).Set("alpha", f.Alpha).Set("beta", f.Beta);
                break;
            case UnaryFunction.Selu:
                n.Add("Selu", [x], y).Set("alpha", f.Alpha).Set("gamma", f.Beta);
                break;
            case UnaryFunction.Shrink:
                n.Add("Shrink", [x], y).Set("lambd", f.Alpha).Set("bias", f.Beta);
                break;
            case UnaryFunction.Celu when type == DataType.Float32:
                n.Add("Celu", [x], y).Set("alpha", f.Alpha);
                break;
            case UnaryFunction.Celu:
                // alpha * elu(x / alpha): ONNX has Celu in single precision only.
                string alpha = Number("alpha", f.Alpha), elu = n.Value("elu");
                n.Add("Elu", [n.Step("Div", "scaled", x, alpha)], elu).Set("alpha", 1f);
                n.Add("Mul", [alpha, elu], y);
                break;
            case UnaryFunction.ScaledHardSwish:
                n.Add("Mul", [Number("alpha", f.Alpha), n.Step("HardSwish", "hard_swish", x)], y);
                break;
            case UnaryFunction.Silu:
                n.Add("Mul", [x, n.Step("Sigmoid", "sigmoid", x)], y);
                break;
            case UnaryFunction.Swish:
                n.Add("Mul", [x, n.Step("Sigmoid", "sigmoid", n.Step("Mul", "scaled", x, Number("alpha", f.Alpha)))], y);
                break;
            case UnaryFunction.Gelu:
                Gelu(n.Step("Erf", "erf", n.Step("Div", "scaled", x, Number("sqrt2", Math.Sqrt(2)))));
                break;
            case UnaryFunction.GeluTanh:
                string cube = n.Step("Mul", "cube", n.Step("Mul", "square", x, x), x);
                string sum = n.Step("Add", "sum", x, n.Step("Mul", "term", cube, Number("factor", 0.044715)));
                Gelu(n.Step("Tanh", "tanh", n.Step("Mul", "scaled", sum, Number("sqrt2pi", Math.Sqrt(2 / Math.PI)))));
                break;
            case UnaryFunction.BFloat16:
                string narrow = n.Value("bfloat16");
                n.Add("Cast", [x], narrow).Set("to", OnnxTypes.BFloat16);
                n.Add("Cast", [narrow], y).Set("to", OnnxTypes.NumberOf(type));
                break;
            default:
                // Everything else has ONNX's name and no parameters.
                n.Add(f.Function.ToString(), [x], y);
                break;
        }

        string Bound(string name, float value, float absent) => value == absent ? "" : Number(name, value);

        // x / 2 * (1 + t)
        void Gelu(string t) =>
            n.Add("Mul", [n.Step("Mul", "half", x, Number("half", 0.5)), n.Step("Add", "plus_one", t, Number("one", 1))], y);

        string Number(string name, double value)
        {
            var number = Tensor.Create(type, []);
            ElementValues.FromDouble([value], number);
            return n.Constant(name, number);
        }
    }
}
