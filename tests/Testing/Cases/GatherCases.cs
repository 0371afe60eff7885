using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Picking along every axis, by constant and by computed indices of any rank.</summary>
public static class GatherCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels, swapped", [1, 3, 4, 5], 1, Integers.List(2, 1, 0)),
        Case("channels, shuffled, batch 2", [2, 6, 3, 5], 1, Integers.List(0, 3, 1, 4, 2, 5)),
        Case("channels, one", [2, 6, 3, 5], 1, Integers.Scalar(4)),
        Case("channels, negative and repeated", [2, 5, 3, 4], 1, Integers.List(-1, 0, -5, 0, 2, 2, 2)),
        Case("width", [2, 5, 3, 7], 3, Integers.List(6, 0, 3)),
        Case("height, negative axis", [2, 5, 3, 7], -2, Integers.List(2, 0)),
        Case("batch", [3, 5, 2, 2], 0, Integers.List(2, 0)),
        Case("rows of a matrix by a matrix", [7, 5], 0, new Tensor<long>([2, 3], [0, 6, 3, -1, 2, 2])),
        Case("list by scalar", [7], 0, Integers.Scalar(-2)),
        Case("5 axes", [2, 3, 2, 5, 3], 3, Integers.List(4, 1)),
        Case("int32 indices", [2, 5, 3], 1, new Tensor<int>([2], [-1, 1])),
        Case("computed indices", [2, 5, 3], 1, Integers.List(-1, 1, 4)) with { FirstConstant = 2 },
        new OperatorCase("int64", new Gather(), RandomInteger.Int64([4], 1, -9, 9), Integers.List(2, 3)),
        new OperatorCase("uint8", new Gather(1), RandomInteger.Bytes([2, 4], 1), Integers.List(2, 3)),
    ];

    private static OperatorCase Case(string name, TensorShape x, int axis, Tensor indices) =>
        new(name, new Gather(axis), RandomTensor.Uniform(x, 1), indices) { Atol = 0, Rtol = 0 };
}
