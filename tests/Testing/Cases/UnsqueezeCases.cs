using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Inserting axes everywhere.</summary>
public static class UnsqueezeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("batch", [6, 3, 4], 0),
        Case("channels", [2, 3, 4], 1),
        Case("spatial axes", [2, 6], 2, 3),
        Case("last", [2, 5, 3], -1),
        Case("several, unordered", [5, 3], 4, 0, 2),
        Case("scalar", [], 0),
        Case("4 axes to 5", [2, 5, 3, 4], 2),
        new OperatorCase("int64", new Unsqueeze(), RandomInteger.Int64([3], 1, -9, 9), Integers.List(0)),
        new OperatorCase("scalar axis", new Unsqueeze(), RandomTensor.Uniform([3], 1), Integers.Scalar(1)),
    ];

    private static OperatorCase Case(string name, TensorShape x, params long[] axes) =>
        new(name, new Unsqueeze(), RandomTensor.Uniform(x, 1), Integers.List(axes)) { Atol = 0, Rtol = 0 };
}
