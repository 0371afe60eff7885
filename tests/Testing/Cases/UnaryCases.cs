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
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Functions.SelectMany(Cases),
        Float("unbounded", new(UnaryFunction.Clip, float.NegativeInfinity, float.PositiveInfinity), [2, 5, 3]),
        Float("above only", new(UnaryFunction.Clip, float.NegativeInfinity, 1), [2, 5, 3]),
        Float("low beyond high", new(UnaryFunction.Clip, 1, -1), [2, 5, 3]),
        Float("slope beyond 1", new(UnaryFunction.LeakyRelu, 1.5f), [2, 5, 3]),
        Float("scalar", Activation.Relu, []),
        Float("empty", Activation.Relu, [2, 0, 3]),
        .. Integers(UnaryFunction.Identity),
        .. Integers(UnaryFunction.Relu),
        .. Integers(UnaryFunction.Abs),
        .. Integers(UnaryFunction.Neg),
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
        return
        [
            Float(prefix + "batch 2 odd channels", function, [2, 7, 5, 3]),
            Float(prefix + "large values", function, [1, 4, 3, 9], 40),
            new OperatorCase(prefix + "special values", new Unary(function), SpecialValues.Strewn([1, 5, 4, 3], 2)),
            Float(prefix + "vector", function, [9]),
            Float(prefix + "(N, C)", function, [3, 6]),
            Float(prefix + "3-D", function, [2, 3, 2, 3, 5]),
        ];
    }

    private static OperatorCase[] Integers(UnaryFunction function) =>
    [
        Exact(Prefix(function) + "int8", new(function), RandomInteger.SBytes([3, 7], 3)),
        Exact(Prefix(function) + "int32", new(function), RandomInteger.Int32([2, 3, 5], 4, int.MinValue, int.MaxValue)),
        Exact(Prefix(function) + "int64", new(function), RandomInteger.Int64([4], 5, -9, 9)),
    ];

    // Two functions share their operator name with another.
    private static string Prefix(UnaryFunction function) => function switch
    {
        UnaryFunction.Identity => "function ",
        UnaryFunction.GeluTanh => "tanh ",
        _ => "",
    };

    private static OperatorCase Float(string name, Activation function, TensorShape x, float range = 4) =>
        new(name, new Unary(function), RandomTensor.Uniform(x, 1, -range, range));

    private static OperatorCase Exact(string name, Activation function, Tensor x) =>
        new(name, new Unary(function), x) { Atol = 0, Rtol = 0 };
}
