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

    /// <summary>x if x &gt;= 0, else Alpha * (exp(x / Alpha) - 1)</summary>
    Celu,

    /// <summary>x * tanh(log(1 + exp(x)))</summary>
    Mish,

    /// <summary>x if x &gt; Alpha, else 0</summary>
    ThresholdedRelu,

    /// <summary>x / (1 + |x|)</summary>
    Softsign,

    /// <summary>x + Beta below -Alpha, x - Beta above Alpha, 0 between; ONNX calls them lambd and bias</summary>
    Shrink,

    /// <summary>x * sigmoid(Alpha * x); with Alpha 1 it is Silu</summary>
    Swish,

    /// <summary>The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x</summary>
    Erf,

    /// <summary>The largest whole number that is not above x</summary>
    Floor,

    /// <summary>The smallest whole number that is not below x</summary>
    Ceil,

    /// <summary>The nearest whole number, ties to even</summary>
    Round,

    /// <summary>-1, 0 or 1</summary>
    Sign,

    /// <summary>1 / x</summary>
    Reciprocal,

    /// <summary>sin(x), x in radians</summary>
    Sin,

    /// <summary>cos(x), x in radians</summary>
    Cos,

    /// <summary>tan(x), x in radians</summary>
    Tan,

    /// <summary>The angle in -pi/2 to pi/2 with the sine x; NaN beyond -1 to 1</summary>
    Asin,

    /// <summary>The angle in 0 to pi with the cosine x; NaN beyond -1 to 1</summary>
    Acos,

    /// <summary>The angle in -pi/2 to pi/2 with the tangent x</summary>
    Atan,

    /// <summary>(exp(x) - exp(-x)) / 2</summary>
    Sinh,

    /// <summary>(exp(x) + exp(-x)) / 2</summary>
    Cosh,

    /// <summary>log(x + sqrt(x^2 + 1))</summary>
    Asinh,

    /// <summary>log(x + sqrt(x^2 - 1)); NaN below 1</summary>
    Acosh,

    /// <summary>log((1 + x) / (1 - x)) / 2; NaN beyond -1 to 1</summary>
    Atanh,

    /// <summary>The nearest number that bfloat16 can hold, with 8 significant bits; ties to even</summary>
    BFloat16,
}
