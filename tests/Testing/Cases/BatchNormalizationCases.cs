using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Batch normalisation at inference for every rank.</summary>
public static class BatchNormalizationCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("4 channels", [1, 4, 5, 7]),
        Case("odd channels batch 3", [3, 7, 5, 3]),
        Case("epsilon 0.1", [1, 5, 4, 4], 0.1f),
        Case("(N)", [6]),
        Case("(N, C)", [4, 9]),
        Case("1-D", [2, 5, 11]),
        Case("3-D", [2, 3, 4, 3, 5]),
        Case("odd channels batch 3, computed statistics", [3, 7, 5, 3]) with { FirstConstant = 5 },
        Case("(N, C), computed statistics", [4, 9], 0.1f) with { FirstConstant = 5 },
        Case("special values", SpecialValues.Strewn([2, 5, 3, 3], 6), 5, 1e-5f),
    ];

    private static OperatorCase Case(string name, TensorShape x, float epsilon = 1e-5f) =>
        Case(name, RandomTensor.Uniform(x, 1, -2, 2), x.Rank == 1 ? 1 : x[1], epsilon);

    private static OperatorCase Case(string name, Tensor x, int channels, float epsilon) =>
        new(name, new BatchNormalization(epsilon), x,
            RandomTensor.Uniform([channels], 2, 0.5f, 2), RandomTensor.Uniform([channels], 3),
            RandomTensor.Uniform([channels], 4), RandomTensor.Uniform([channels], 5, 0.1f, 3));
}
