using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Choosing between tensors that broadcast in every way.</summary>
public static class WhereCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("same shape", [2, 5, 3, 4], [2, 5, 3, 4], [2, 5, 3, 4]),
        Case("8 channels", [1, 8, 3, 4], [1, 8, 3, 4], [1, 8, 3, 4]),
        Case("mask of a plane", [1, 1, 3, 4], [2, 5, 3, 4], []),
        Case("mask of channels", [5, 1, 1], [], [2, 5, 3, 4]),
        Case("all three stretch", [2, 1, 1, 4], [1, 5, 1, 1], [3, 1]),
        Case("scalars chosen by a picture", [2, 5, 3, 4], [], [1]),
        Case("lists", [7], [7], [7]),
        Case("5 axes", [2, 1, 2, 3, 2], [2, 3, 1, 3, 2], [2]),
        new OperatorCase("int64", new Where(), RandomBool.Flags([2, 3], 1), RandomInteger.Int64([3], 2, -9, 9),
            RandomInteger.Int64([2, 1], 3, -9, 9)) { FirstConstant = 3 },
        new OperatorCase("bool", new Where(), RandomBool.Flags([9], 1), RandomBool.Flags([9], 2), RandomBool.Flags([1], 3))
        {
            FirstConstant = 3,
        },
        new OperatorCase("uint8", new Where(), RandomBool.Flags([9], 1), RandomInteger.Bytes([9], 2),
            RandomInteger.Bytes([9], 3)),
    ];

    private static OperatorCase Case(string name, TensorShape condition, TensorShape a, TensorShape b) =>
        new(name, new Where(), RandomBool.Flags(condition, 1), RandomTensor.Uniform(a, 2), RandomTensor.Uniform(b, 3))
        {
            Atol = 0,
            Rtol = 0,
            FirstConstant = 3,
        };
}
