using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>
/// Every element-wise function over its range, at special values and for several ranks; integers where allowed.
/// </summary>
public static class UnaryCases
{
    private static readonly Activation[] Functions =
    [
        Activation.None,
        Activation.Relu,
        new(UnaryFunction.LeakyRelu, 0.1f),
        new(UnaryFunction.Clip, -0.5f, 1.25f),
        new(UnaryFunction.Sigmoid),
        new(UnaryFunction.Tanh),
        new(UnaryFunction.HardSigmoid, 0.3f, 0.6f),
        new(UnaryFunction.HardSwish),
        new(UnaryFunction.ScaledHardSwish, 0.75f),
        new(UnaryFunction.Silu),
        new(UnaryFunction.Elu, 1.5f),
        new(UnaryFunction.Selu, 1.6732632f, 1.0507010f),
        new(UnaryFunction.Gelu),
        new(UnaryFunction.GeluTanh),
        new(UnaryFunction.Softplus),
        new(UnaryFunction.Abs),
        new(UnaryFunction.Neg),
        new(UnaryFunction.Exp),
        new(UnaryFunction.Log),
        new(UnaryFunction.Sqrt),
        new(UnaryFunction.Celu, 1.5f),
        new(UnaryFunction.Mish),
        new(UnaryFunction.ThresholdedRelu, 0.7f),
        new(UnaryFunction.Softsign),
        new(UnaryFunction.Shrink, 0.8f, 0.3f),
        new(UnaryFunction.Swish, 1.7f),
        new(UnaryFunction.Erf),
        new(UnaryFunction.Floor),
        new(UnaryFunction.Ceil),
        new(UnaryFunction.Round),
        new(UnaryFunction.Sign),
        new(UnaryFunction.Reciprocal),
        new(UnaryFunction.Sin),
        new(UnaryFunction.Cos),
        new(UnaryFunction.Tan),
        new(UnaryFunction.Asin),
        new(UnaryFunction.Acos),
        new(UnaryFunction.Atan),
        new(UnaryFunction.Sinh),
        new(UnaryFunction.Cosh),
        new(UnaryFunction.Asinh),
        new(UnaryFunction.Acosh),
        new(UnaryFunction.Atanh),
        new(UnaryFunction.BFloat16),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Functions.SelectMany(Cases),
        Float("unbounded", new(UnaryFunction.Clip, float.NegativeInfinity, float.PositiveInfinity), [2, 5, 3]),
        Float("above only", new(UnaryFunction.Clip, float.NegativeInfinity, 1), [2, 5, 3]),
        Float("low beyond high", new(UnaryFunction.Clip, 1, -1), [2, 5, 3]),
        Float("slope beyond 1", new(UnaryFunction.LeakyRelu, 1.5f), [2, 5, 3]),
        // Drivers make a maximum of some of these, and 0 of 0 * x, which loses NaN and infinities.
        WithoutSlope(new(UnaryFunction.LeakyRelu, 0)),
        WithoutSlope(new(UnaryFunction.Elu, 0)),
        WithoutSlope(new(UnaryFunction.Selu, 0, 0)),
        WithoutSlope(new(UnaryFunction.Celu, 0)),
        WithoutSlope(new(UnaryFunction.ThresholdedRelu, 0)),
        WithoutSlope(new(UnaryFunction.HardSigmoid, 0, 0)),
        WithoutSlope(new(UnaryFunction.ScaledHardSwish, 0)),
        WithoutSlope(new(UnaryFunction.Swish, 0)),
        Float("scalar", Activation.Relu, []),
        Float("empty", Activation.Relu, [2, 0, 3]),
        .. Integers(UnaryFunction.Identity),
        .. Integers(UnaryFunction.Relu),
        .. Integers(UnaryFunction.Abs),
        .. Integers(UnaryFunction.Neg),
        .. Integers(UnaryFunction.Sign),
        Exact("uint16", new(UnaryFunction.Sign), new Tensor<ushort>([3], [0, 1, 65535])),
        Exact("uint64", new(UnaryFunction.Abs), new Tensor<ulong>([2], [0, ulong.MaxValue])),
        Exact("halves", new(UnaryFunction.Round), new Tensor<float>([8], [-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 3.5f, 8388609])),
        Exact("double", new(UnaryFunction.Sin), new Tensor<double>([3], [-2, 0.5, 1e10])),
        Exact("double", new(UnaryFunction.Clip, -1, 1), new Tensor<double>([3], [-2, 0.5, double.NaN])),
        Float("within the range", new(UnaryFunction.Asin), [2, 5, 3, 3], 1),
        Float("within the range", new(UnaryFunction.Acos), [2, 5, 3, 3], 1),
        Float("within the range", new(UnaryFunction.Atanh), [2, 5, 3, 3], 1),
        Exact("int8", new(UnaryFunction.Clip, -7, 33), RandomInteger.SBytes([3, 7], 3)),
        Exact("int8 to its own range", new(UnaryFunction.Clip, float.NegativeInfinity, 500),
            RandomInteger.SBytes([3, 7], 3)),
        Exact("uint8", new(UnaryFunction.Clip, 20, 200), RandomInteger.Bytes([3, 7], 3)),
        Exact("int32", new(UnaryFunction.Clip, float.NegativeInfinity, 1000),
            RandomInteger.Int32([3, 7], 3, -5000, 5000)),
        Exact("int64", new(UnaryFunction.Clip, 0, float.PositiveInfinity), RandomInteger.Int64([3, 7], 3, -5000, 5000)),
    ];

    private static OperatorCase[] Cases(Activation function)
    {
        string prefix = Prefix(function.Function);
        // In front of a convolution, which adds to +0, the sign of -0 is lost, and with it that of 1 / x.
        TensorShape special = function.Function == UnaryFunction.Reciprocal ? [60] : [1, 5, 4, 3];
        return
        [
            Float(prefix + "batch 2 odd channels", function, [2, 7, 5, 3]),
            Float(prefix + "large values", function, [1, 4, 3, 9], 40),
            new OperatorCase(prefix + "special values", new Unary(function), SpecialValues.Strewn(special, 2)),
            Float(prefix + "vector", function, [9]),
            Float(prefix + "(N, C)", function, [3, 6]),
            Float(prefix + "3-D", function, [2, 3, 2, 3, 5]),
        ];
    }

    private static OperatorCase WithoutSlope(Activation function) =>
        new("alpha 0, special values", new Unary(function), SpecialValues.Strewn([1, 5, 4, 3], 2));

    private static OperatorCase[] Integers(UnaryFunction function) =>
    [
        Exact(Prefix(function) + "int8", new(function), RandomInteger.SBytes([3, 7], 3)),
        Exact(Prefix(function) + "int32", new(function), RandomInteger.Int32([2, 3, 5], 4, int.MinValue, int.MaxValue)),
        Exact(Prefix(function) + "int64", new(function), RandomInteger.Int64([4], 5, -9, 9)),
    ];

    // Three functions share their operator name with another.
    private static string Prefix(UnaryFunction function) => function switch
    {
        UnaryFunction.Identity => "function ",
        UnaryFunction.GeluTanh => "tanh ",
        UnaryFunction.Swish => "alpha ",
        _ => "",
    };

    private static OperatorCase Float(string name, Activation function, TensorShape x, float range = 4) =>
        new(name, new Unary(function), RandomTensor.Uniform(x, 1, -range, range));

    private static OperatorCase Exact(string name, Activation function, Tensor x) =>
        new(name, new Unary(function), x) { Atol = 0, Rtol = 0 };
}
