using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Functions of two tensors: every function, every kind of broadcasting on either side, integers.</summary>
public static class BinaryCases
{
    private static readonly (string Name, TensorShape A, TensorShape B)[] Broadcasts =
    [
        ("same shape", [1, 4, 6, 8], [1, 4, 6, 8]),
        ("odd channels batch 2", [2, 7, 3, 5], [2, 7, 3, 5]),
        ("scalar right", [2, 5, 3, 7], []),
        ("scalar left", [], [2, 5, 3, 7]),
        ("one element", [2, 5, 3, 7], [1]),
        ("per channel [C,1,1]", [2, 5, 3, 7], [5, 1, 1]),
        ("per channel [1,C,1,1] left", [1, 6, 1, 1], [2, 6, 3, 7]),
        ("per picture and channel [N,C,1,1]", [2, 5, 3, 7], [2, 5, 1, 1]),
        ("per picture [N,1,1,1]", [3, 5, 2, 2], [3, 1, 1, 1]),
        ("one plane [1,1,H,W]", [2, 5, 3, 7], [1, 1, 3, 7]),
        ("one plane [H,W] left", [3, 7], [2, 5, 3, 7]),
        ("plane a picture [N,1,H,W]", [2, 6, 3, 5], [2, 1, 3, 5]),
        ("row [W]", [2, 5, 3, 7], [7]),
        ("column [H,1]", [2, 5, 3, 7], [3, 1]),
        ("both sides", [2, 1, 3, 1], [1, 5, 1, 7]),
        ("batch of one against batch", [1, 5, 3, 2], [4, 5, 3, 2]),
        ("channel against plane", [2, 6, 1, 1], [1, 1, 4, 3]),
        ("lists", [13], [13]),
        ("matrix and row", [5, 9], [9]),
        ("matrix and column", [5, 9], [5, 1]),
        ("3 axes", [2, 3, 9], [3, 1]),
        ("5 axes", [2, 3, 2, 3, 4], [3, 1, 1, 4]),
        ("scalars", [], []),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Broadcasts.Select(b => Case(b.Name, BinaryFunction.Add, b.A, b.B)),
        .. Broadcasts.Select(b => Case(b.Name, BinaryFunction.Sub, b.A, b.B)),
        .. Functions(BinaryFunction.Mul),
        .. Functions(BinaryFunction.Min),
        .. Functions(BinaryFunction.Max),
        .. Positive(BinaryFunction.Div),
        .. Positive(BinaryFunction.Pow),
        .. Positive(BinaryFunction.Mod),
        .. Positive(BinaryFunction.Fmod),
        Case("with relu", BinaryFunction.Add, [2, 6, 3, 5], [2, 6, 3, 5], Activation.Relu),
        Case("per channel with relu6", BinaryFunction.Mul, [2, 5, 3, 5], [5, 1, 1], Activation.Relu6),
        Constant("constant right", BinaryFunction.Mul, RandomTensor.Uniform([2, 6, 3, 5], 1),
            RandomTensor.Uniform([6, 1, 1], 2)),
        Constant("constant scalar", BinaryFunction.Div, RandomTensor.Uniform([2, 5, 3, 5], 1),
            RandomTensor.Uniform([], 2, 1, 2)),
        Constant("square", BinaryFunction.Pow, RandomTensor.Uniform([2, 5, 3, 5], 1, -3, 3),
            new Tensor<float>([], [2])),
        Constant("cube", BinaryFunction.Pow, RandomTensor.Uniform([2, 5, 3, 5], 1, -3, 3), new Tensor<float>([1], [3])),
        Constant("square root", BinaryFunction.Pow, RandomTensor.Uniform([2, 5, 3, 5], 1, 0, 3),
            new Tensor<float>([], [0.5f])),
        .. Enum.GetValues<BinaryFunction>().SelectMany(Integer),
        .. Enum.GetValues<BinaryFunction>().Select(SpecialPairs),
        Case("int64 exponent", BinaryFunction.Pow, RandomTensor.Uniform([2, 5, 3], 1, 0.5f, 2),
            RandomInteger.Int64([3], 2, -3, 3)),
        Case("float exponent of int32", BinaryFunction.Pow, RandomInteger.Int32([2, 5, 3], 1, 0, 9),
            RandomTensor.Uniform([3], 2, 0, 2)),
    ];

    private static IEnumerable<OperatorCase> Functions(BinaryFunction function) =>
        Broadcasts.Where((_, i) => i % 3 == 1).Select(b => Case(b.Name, function, b.A, b.B));

    private static IEnumerable<OperatorCase> Positive(BinaryFunction function) =>
        Broadcasts.Where((_, i) => i % 3 == 2).Select(b => Case(b.Name, function,
            RandomTensor.Uniform(b.A, 1, 0.3f, 3), RandomTensor.Uniform(b.B, 2, 0.4f, 2)));

    private static IEnumerable<OperatorCase> Integer(BinaryFunction function) =>
    [
        Case("int32", function, RandomInteger.Int32([2, 3, 5], 1, -9, 9), RandomInteger.Int32([3, 1], 2, -3, 3)),
        Case("int64", function, RandomInteger.Int64([2, 3, 5], 1, -9, 9), RandomInteger.Int64([2, 1, 5], 2, -3, 3)),
        Case("overflowing int32", function, RandomInteger.Int32([40], 1, int.MinValue, int.MaxValue),
            RandomInteger.Int32([40], 2, -4, 4)),
        Case("uint32", function, Casts.Of(RandomInteger.Int32([40], 1, int.MinValue, int.MaxValue), DataType.UInt32),
            Casts.Of(RandomInteger.Int32([40], 2, 0, 4), DataType.UInt32)),
        Case("int16", function, Casts.Of(RandomInteger.Int32([40], 1, -30000, 30000), DataType.Int16),
            Casts.Of(RandomInteger.Int32([40], 2, -9, 30000), DataType.Int16)),
        Case("uint8", function, RandomInteger.Bytes([2, 3, 5], 1), RandomInteger.Bytes([2, 3, 5], 2)),
        Case("int8", function, RandomInteger.SBytes([2, 3, 5], 1), RandomInteger.SBytes([], 2)),
    ];

    // Each with each. A floored modulo is saved as a - b * floor(a / b), which infinite divisors do not survive.
    private static OperatorCase SpecialPairs(BinaryFunction function)
    {
        ReadOnlySpan<float> values =
            [float.NaN, 0, -0f, 1, -1, 2.5f, -2.5f, 3, 1e-20f, float.PositiveInfinity, float.NegativeInfinity];
        ReadOnlySpan<float> right = function == BinaryFunction.Mod ? values[..^2] : values;
        return Case("special values of both", function,
            new Tensor<float>([1, values.Length, 1, 1], values), new Tensor<float>([1, 1, 1, right.Length], right));
    }

    private static OperatorCase Case(string name, BinaryFunction function, TensorShape a, TensorShape b,
        Activation activation = default) =>
        Constant(name, function, RandomTensor.Uniform(a, 1), RandomTensor.Uniform(b, 2), activation) with
        {
            FirstConstant = 2,
        };

    private static OperatorCase Case(string name, BinaryFunction function, Tensor a, Tensor b) =>
        Constant(name, function, a, b) with { FirstConstant = 2 };

    private static OperatorCase Constant(string name, BinaryFunction function, Tensor a, Tensor b,
        Activation activation = default) =>
        new(name, new Binary(function, activation), a, b);
}
