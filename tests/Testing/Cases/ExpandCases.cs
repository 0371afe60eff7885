using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Repeating along axes of size 1 and new axes.</summary>
public static class ExpandCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels", [2, 5, 1, 1], 2, 5, 3, 4),
        Case("planes", [1, 1, 3, 4], 2, 6, 3, 4),
        Case("batch", [1, 5, 3, 4], 3, 1, 1, 1),
        Case("list to matrix", [5], 3, 5),
        Case("scalar to picture", [], 1, 3, 2, 2),
        Case("sizes shorter than the shape", [2, 1, 3], 4, 1),
        Case("to 5 axes", [2, 1, 4], 2, 3, 2, 5, 4),
        Case("same", [2, 5, 3], 2, 5, 3),
        new OperatorCase("int64", new Expand(), RandomInteger.Int64([3, 1], 1, -9, 9), Integers.List(3, 4)),
    ];

    private static OperatorCase Case(string name, TensorShape x, params long[] shape) =>
        new(name, new Expand(), RandomTensor.Uniform(x, 1), Integers.List(shape)) { Atol = 0, Rtol = 0 };
}
