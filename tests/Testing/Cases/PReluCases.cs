using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>PReLU with every way to broadcast the slope.</summary>
public static class PReluCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("slope a channel", [2, 7, 5, 3], [7, 1, 1]),
        Case("slope a channel of rank 4", [2, 4, 5, 6], [1, 4, 1, 1]),
        Case("one slope", [1, 5, 4, 4], [1]),
        Case("scalar slope", [1, 5, 4, 4], []),
        Case("slope of the last axis", [2, 3, 4, 5], [5]),
        Case("slope of X's shape", [2, 3, 4, 5], [2, 3, 4, 5]),
        Case("slope of rows and channels", [2, 6, 4, 5], [6, 4, 1]),
        Case("slope of the batch", [3, 6, 4, 5], [3, 1, 1, 1]),
        Case("(N, C)", [4, 9], [9]),
        Case("1-D", [2, 5, 7], [5, 1]),
        Case("3-D", [2, 5, 3, 2, 4], [5, 1, 1, 1]),
        new OperatorCase("special values", new PRelu(), SpecialValues.Strewn([2, 5, 3, 4], 3),
            RandomTensor.Uniform([5, 1, 1], 4)),
        Case("slope set per run", [2, 5, 3, 4], [5, 1, 1]) with { FirstConstant = 2 },
    ];

    private static OperatorCase Case(string name, TensorShape x, TensorShape slope) =>
        new(name, new PRelu(), RandomTensor.Uniform(x, 1, -3, 3), RandomTensor.Uniform(slope, 2));
}
