using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Removing axes, among them the batch and the channels.</summary>
public static class SqueezeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("all", [1, 5, 1, 3]),
        Case("spatial axes", [2, 6, 1, 1], 2, 3),
        Case("batch", [1, 6, 3, 4], 0),
        Case("channels", [2, 1, 3, 4], 1),
        Case("negative axis", [2, 5, 1, 1], -1),
        Case("order does not matter", [1, 5, 1, 3], 2, 0),
        Case("to scalar", [1, 1]),
        Case("5 axes", [2, 1, 5, 1, 3], 1, 3),
        new OperatorCase("int64", new Squeeze(), RandomInteger.Int64([1, 3], 1, -9, 9), Integers.List(0)),
    ];

    private static OperatorCase Case(string name, TensorShape x, params long[] axes) =>
        new(name, new Squeeze(), RandomTensor.Uniform(x, 1), axes.Length == 0 ? null : Integers.List(axes))
        {
            Atol = 0,
            Rtol = 0,
        };
}
