using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Functions of bits, what numbers are, and conversion to another tensor's type.</summary>
public static class BitwiseCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("uint8", new Bitwise(BitwiseFunction.And), RandomInteger.Bytes([3, 4], 1), RandomInteger.Bytes([4], 2)),
        Case("int32", new Bitwise(BitwiseFunction.Or), RandomInteger.Int32([3, 1], 1, int.MinValue, int.MaxValue),
            RandomInteger.Int32([4], 2, int.MinValue, int.MaxValue)),
        Case("int64", new Bitwise(BitwiseFunction.Xor), RandomInteger.Int64([5], 1, -99, 99),
            RandomInteger.Int64([], 2, -99, 99)),
        Case("int8", new Bitwise(BitwiseFunction.Not), RandomInteger.SBytes([7], 1)),
        Case("uint16", new Bitwise(BitwiseFunction.Not), new Tensor<ushort>([2], [0, 0xFF])),
        Case("left uint8", new Bitwise(BitwiseFunction.ShiftLeft), RandomInteger.Bytes([5], 1),
            new Tensor<byte>([5], [0, 1, 7, 8, 255])),
        Case("right uint64", new Bitwise(BitwiseFunction.ShiftRight), new Tensor<ulong>([4], [1, ulong.MaxValue, 99, 99]),
            new Tensor<ulong>([4], [0, 63, 64, ulong.MaxValue])),
        Case("floats", new IsNaN(), SpecialValues.Strewn([2, 20], 1)),
        Case("half", new IsNaN(), new Tensor<Half>([3], [Half.NaN, Half.One, Half.NegativeInfinity])),
        Case("both", new IsInf(), SpecialValues.Strewn([2, 20], 1)),
        Case("negative only", new IsInf(Positive: false), SpecialValues.Strewn([40], 1)),
        Case("positive only of double", new IsInf(Negative: false), new Tensor<double>([3], [double.PositiveInfinity, 0, -1 / 0d])),
        Case("float to int8", new CastLike(), RandomTensor.Uniform([2, 5], 1, -200, 200), new Tensor<sbyte>([1], [0])),
        Case("int64 to float", new CastLike(), RandomInteger.Int64([4], 1, -9, 9), new Tensor<float>([2, 0])),
    ];

    private static OperatorCase Case(string name, Operator op, params Tensor?[] inputs) =>
        new(name, op, inputs) { Atol = 0, Rtol = 0 };
}
