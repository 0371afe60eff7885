using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Repeating whole tensors.</summary>
public static class TileCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("spatial axes", [2, 5, 3, 2], 1, 1, 2, 3),
        Case("channels", [1, 5, 3, 2], 1, 3, 1, 1),
        Case("batch", [2, 4, 3, 2], 2, 1, 1, 1),
        Case("all", [2, 3, 2, 2], 2, 2, 2, 2),
        Case("list", [3], 4),
        Case("matrix", [2, 3], 3, 2),
        Case("5 axes", [1, 2, 3, 2, 2], 2, 1, 2, 1, 3),
        Case("none", [2, 3], 2, 0),
        new OperatorCase("int64", new Tile(), RandomInteger.Int64([3], 1, -9, 9), Integers.List(2)),
    ];

    private static OperatorCase Case(string name, TensorShape x, params long[] repeats) =>
        new(name, new Tile(), RandomTensor.Uniform(x, 1), Integers.List(repeats)) { Atol = 0, Rtol = 0 };
}
