using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Flattening at every axis.</summary>
public static class FlattenCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Enumerable.Range(-4, 9).Select(axis => Case($"axis {axis}", [2, 5, 3, 4], axis)),
        Case("8 channels", [1, 8, 3, 4], 1),
        Case("one pixel", [2, 10, 1, 1], 1),
        Case("matrix", [3, 5], 1),
        Case("list", [7], 0),
        Case("scalar", [], 0),
        Case("5 axes", [2, 3, 2, 3, 2], 2),
        new OperatorCase("int64", new Flatten(), RandomInteger.Int64([2, 3, 2], 1, -9, 9)),
    ];

    private static OperatorCase Case(string name, TensorShape x, int axis) =>
        new(name, new Flatten(axis), RandomTensor.Uniform(x, 1)) { Atol = 0, Rtol = 0 };
}
