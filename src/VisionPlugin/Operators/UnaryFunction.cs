namespace VisionPlugin.Operators;

/// <summary>
/// Element-wise functions of one tensor. Those that networks use as activations can also be fused into a convolution.
/// Alpha and Beta are the members of <see cref="Activation"/>; formulas are ONNX's.
/// </summary>
public enum UnaryFunction
{
    /// <summary>x</summary>
    Identity,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>x if x &gt;= 0, else Alpha * x</summary>
    LeakyRelu,

    /// <summary>min(max(x, Alpha), Beta); ReLU6 is Clip(0, 6)</summary>
    Clip,

    /// <summary>1 / (1 + exp(-x))</summary>
    Sigmoid,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>max(0, min(1, Alpha * x + Beta))</summary>
    HardSigmoid,

    /// <summary>x * max(0, min(1, x / 6 + 1 / 2))</summary>
    HardSwish,

    /// <summary>
    /// Alpha * x * max(0, min(1, x / 6 + 1 / 2)): hard swish of exporters that round 1 / 6, to half precision for instance
    /// </summary>
    ScaledHardSwish,

    /// <summary>x * sigmoid(x), also called Swish</summary>
    Silu,

    /// <summary>x if x &gt;= 0, else Alpha * (exp(x) - 1)</summary>
    Elu,

    /// <summary>Beta * (x if x &gt; 0, else Alpha * (exp(x) - 1)); ONNX calls Beta gamma</summary>
    Selu,

    /// <summary>x / 2 * (1 + erf(x / sqrt(2)))</summary>
    Gelu,

    /// <summary>x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))</summary>
    GeluTanh,

    /// <summary>log(1 + exp(x))</summary>
    Softplus,

    /// <summary>|x|</summary>
    Abs,

    /// <summary>-x</summary>
    Neg,

    /// <summary>exp(x)</summary>
    Exp,

    /// <summary>log(x)</summary>
    Log,

    /// <summary>sqrt(x)</summary>
    Sqrt,
}
