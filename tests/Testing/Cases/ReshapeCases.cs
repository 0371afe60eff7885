using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Reshapes between all ranks, with channels that no longer fall on multiples of 4.</summary>
public static class ReshapeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("picture to matrix", [2, 5, 3, 4], 0, -1),
        Case("matrix to picture", [2, 60], 2, 5, 3, 4),
        Case("channels regrouped", [2, 6, 3, 4], 2, 9, 2, 4),
        Case("channel shuffle", [1, 12, 3, 4], 1, 3, 4, 3, 4),
        Case("5 axes to 4", [1, 3, 4, 3, 5], 1, 12, 3, 5),
        Case("to list", [2, 5, 3], -1),
        Case("list to 3 axes", [30], 5, -1, 3),
        Case("spatial axes joined", [2, 7, 3, 4], 2, 7, -1),
        Case("same", [2, 5, 3, 4], 0, 0, 0, 0),
        new OperatorCase("to scalar", new Reshape(), RandomTensor.Uniform([1, 1], 1), new Tensor<long>([0])),
        new OperatorCase("no elements", new Reshape(AllowZero: true), new Tensor<float>([2, 0, 3]),
            Integers.List(3, 0)),
        new OperatorCase("int64", new Reshape(), RandomInteger.Int64([6], 1, -9, 9), Integers.List(2, 3)),
        new OperatorCase("bool", new Reshape(), new Tensor<bool>([4], [true, false, false, true]), Integers.List(2, 2)),
    ];

    private static OperatorCase Case(string name, TensorShape x, params long[] shape) =>
        new(name, new Reshape(), RandomTensor.Uniform(x, 1), Integers.List(shape)) { Atol = 0, Rtol = 0 };
}
