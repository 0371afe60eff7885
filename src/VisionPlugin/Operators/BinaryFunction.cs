namespace VisionPlugin.Operators;

/// <summary>
/// Element-wise functions of two tensors. Integers wrap around on overflow; floating point follows IEEE 754.
/// </summary>
public enum BinaryFunction
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a - b</summary>
    Sub,

    /// <summary>a * b</summary>
    Mul,

    /// <summary>a / b; integers truncate toward zero, and an integer divided by zero gives 0</summary>
    Div,

    /// <summary>
    /// a to the power of b, in a's element type; b may have another one. An integer base wraps around, and gives the
    /// truncated value of the real power where the exponent is negative or a fraction.
    /// </summary>
    Pow,

    /// <summary>The smaller one; NaN if either is NaN</summary>
    Min,

    /// <summary>The larger one; NaN if either is NaN</summary>
    Max,

    /// <summary>a - b * floor(a / b): the sign of b; an integer modulo zero gives 0 (ONNX Mod, fmod = 0)</summary>
    Mod,

    /// <summary>a - b * trunc(a / b): the sign of a; an integer modulo zero gives 0 (ONNX Mod, fmod = 1)</summary>
    Fmod,
}
