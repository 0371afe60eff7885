using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Regions inside, across the edge of and outside of pictures.</summary>
public static class MaxRoiPoolCases
{
    private static readonly float[] Regions =
    [
        0, 1, 2, 7, 5,
        1, -3, -2, 4, 20,
        1, 4, 4, 4, 4,
        0, 6, 7, 2, 3,
        0, 40, 50, 60, 70,
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("batch 2, odd", new MaxRoiPool(3, 4), [2, 5, 10, 12]),
        Case("one element", new MaxRoiPool(1, 1), [2, 3, 6, 5]),
        Case("scaled", new MaxRoiPool(2, 3, 0.3f), [2, 8, 6, 7]),
        Case("constant regions", new MaxRoiPool(3, 2), [2, 4, 6, 7]) with { FirstConstant = 1 },
    ];

    private static OperatorCase Case(string name, MaxRoiPool op, TensorShape x) =>
        new(name, op, RandomTensor.Uniform(x, 1, -2, -1), new Tensor<float>([Regions.Length / 5, 5], Regions))
        {
            FirstConstant = 2,
        };
}
