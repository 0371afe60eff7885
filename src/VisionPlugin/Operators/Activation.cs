namespace VisionPlugin.Operators;

/// <summary>An element-wise function with its parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">First parameter, where the function has one.</param>
/// <param name="Beta">Second parameter, where the function has one.</param>
public readonly record struct Activation(UnaryFunction Function, float Alpha = 0, float Beta = 0)
{
    /// <summary>Passes its input unchanged.</summary>
    public static Activation None => default;

    /// <summary>max(x, 0).</summary>
    public static Activation Relu => new(UnaryFunction.Relu);

    /// <summary>min(max(x, 0), 6).</summary>
    public static Activation Relu6 => new(UnaryFunction.Clip, 0, 6);

    /// <summary>True if the input passes unchanged.</summary>
    public bool IsNone => Function == UnaryFunction.Identity;

    /// <summary>The reference value at <paramref name="x"/>, in double precision.</summary>
    public double Apply(double x) => Function switch
    {
        UnaryFunction.Identity => x,
        // Written so that NaN passes through: a comparison with NaN is false.
        UnaryFunction.Relu => x < 0 ? 0 : x,
        UnaryFunction.LeakyRelu => x < 0 ? Alpha * x : x,
        UnaryFunction.Clip => Clip(x, Alpha, Beta),
        UnaryFunction.Sigmoid => Sigmoid(x),
        UnaryFunction.Tanh => Math.Tanh(x),
        UnaryFunction.HardSigmoid => Clip((Alpha * x) + Beta, 0, 1),
        UnaryFunction.HardSwish => x * Clip((x / 6) + 0.5, 0, 1),
        UnaryFunction.ScaledHardSwish => Alpha * x * Clip((x / 6) + 0.5, 0, 1),
        UnaryFunction.Silu => x * Sigmoid(x),
        UnaryFunction.Elu => x < 0 ? Alpha * SpecialFunctions.ExpM1(x) : x,
        UnaryFunction.Selu => Beta * (x <= 0 ? Alpha * SpecialFunctions.ExpM1(x) : x),
        UnaryFunction.Gelu => x / 2 * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))),
        UnaryFunction.GeluTanh => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        UnaryFunction.Softplus => Softplus(x),
        UnaryFunction.Abs => Math.Abs(x),
        UnaryFunction.Neg => -x,
        UnaryFunction.Exp => Math.Exp(x),
        UnaryFunction.Log => Math.Log(x),
        UnaryFunction.Sqrt => Math.Sqrt(x),
        UnaryFunction.Celu => x < 0 ? Alpha * SpecialFunctions.ExpM1(x / Alpha) : x,
        UnaryFunction.Mish => x * Math.Tanh(Softplus(x)),
        UnaryFunction.ThresholdedRelu => x <= Alpha ? 0 : x,
        UnaryFunction.Softsign => x / (1 + Math.Abs(x)),
        UnaryFunction.Shrink => Shrink(x),
        UnaryFunction.Swish => x * Sigmoid(Alpha * x),
        UnaryFunction.Erf => SpecialFunctions.Erf(x),
        UnaryFunction.Floor => Math.Floor(x),
        UnaryFunction.Ceil => Math.Ceiling(x),
        UnaryFunction.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryFunction.Sign => x < 0 ? -1 : x > 0 ? 1 : x,
        UnaryFunction.Reciprocal => 1 / x,
        UnaryFunction.Sin => Math.Sin(x),
        UnaryFunction.Cos => Math.Cos(x),
        UnaryFunction.Tan => Math.Tan(x),
        UnaryFunction.Asin => Math.Asin(x),
        UnaryFunction.Acos => Math.Acos(x),
        UnaryFunction.Atan => Math.Atan(x),
        UnaryFunction.Sinh => Math.Sinh(x),
        UnaryFunction.Cosh => Math.Cosh(x),
        UnaryFunction.Asinh => Math.Asinh(x),
        UnaryFunction.Acosh => Math.Acosh(x),
        UnaryFunction.Atanh => Math.Atanh(x),
        UnaryFunction.BFloat16 => SpecialFunctions.RoundToBFloat16((float)x),
        _ => throw new InvalidOperationException($"{Function} is not a function of one tensor."),
    };

    private static double Clip(double x, double low, double high)
    {
        double atLeast = x < low ? low : x;
        return atLeast > high ? high : atLeast;
    }

    // log(1 + exp(x)) without overflow for large x.
    private static double Softplus(double x) => Math.Max(x, 0) + SpecialFunctions.LogP1(Math.Exp(-Math.Abs(x)));

    private double Shrink(double x)
    {
        if (x < -Alpha)
            return x + Beta;
        return x > Alpha ? x - Beta : double.IsNaN(x) ? x : 0;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
