using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Stochastic pools of positive, mixed and special values; exact, since every backend picks alike.</summary>
public static class StochasticPoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("2x2 stride 2", RandomTensor.Uniform([1, 4, 8, 8], 1, 0), Window.Square(2, stride: 2)),
        Case("3x3 stride 2 pad 1 batch 2 odd", RandomTensor.Uniform([2, 7, 13, 11], 2, 0), Window.Square(3, 2, 1), 7),
        Case("negative values", RandomTensor.Uniform([2, 5, 9, 10], 3), Windows.Of([3, 2], [1, 3], [0, 1, 2, 0]), -3),
        Case("nothing positive", RandomTensor.Uniform([1, 3, 4, 4], 4, -1, 0), Window.Square(2)),
        Case("list", RandomTensor.Uniform([2, 3, 17], 5, 0), Windows.Of([3], [2], [1, 0])),
        Case("volume", RandomTensor.Uniform([1, 3, 5, 6, 4], 6, 0),
            Windows.Of([2, 3, 2], [1, 2, 2], [0, 1, 1, 1, 0, 0])),
        Case("ceil", RandomTensor.Uniform([1, 6, 8, 10], 7, 0), Windows.Of([3, 3], [2, 2], ceil: true)),
    ];

    private static OperatorCase Case(string name, Tensor x, Window window, int seed = 1) =>
        new(name, new StochasticPool(window, seed), x) { Atol = 0, Rtol = 0 };
}
