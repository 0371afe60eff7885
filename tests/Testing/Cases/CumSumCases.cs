using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Running sums in both directions.</summary>
public static class CumSumCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels", new CumSum(), [2, 5, 3, 4], 1),
        Case("width", new CumSum(), [2, 5, 3, 7], -1),
        Case("batch", new CumSum(), [3, 5], 0),
        Case("exclusive", new CumSum(Exclusive: true), [2, 9], 1),
        Case("reverse", new CumSum(Reverse: true), [2, 9], 1),
        Case("exclusive reverse", new CumSum(true, true), [2, 9, 3], 1),
        new OperatorCase("uint8", new CumSum(), RandomInteger.Bytes([2, 90], 1), Integers.Scalar(1)),
        new OperatorCase("int32", new CumSum(), RandomInteger.Int32([2, 9], 1, -9, 9), Integers.Scalar(1)),
    ];

    private static OperatorCase Case(string name, CumSum op, TensorShape x, long axis) =>
        new(name, op, RandomTensor.Uniform(x, 1), Integers.Scalar(axis));
}
