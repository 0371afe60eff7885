using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Division by either norm along every axis, with rows of zeros.</summary>
public static class LpNormalizationCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("embedding", new LpNormalization(), [3, 512]),
        Case("axis 0", new LpNormalization(0), [5, 3]),
        Case("axis 1 of 4", new LpNormalization(1), [2, 7, 5, 3]),
        Case("axis 1 of 4, 4 channels, magnitudes", new LpNormalization(1, 1), [1, 4, 6, 6]),
        Case("axis -2 of 4, magnitudes", new LpNormalization(-2, 1), [2, 3, 37, 4]),
        Case("magnitudes", new LpNormalization(-1, 1), [2, 5, 33]),
        Case("vector", new LpNormalization(0), [7]),
        new OperatorCase("zeros", new LpNormalization(), new Tensor<float>([2, 3], [0, 0, 0, 3, 0, 4])),
        new OperatorCase("special values", new LpNormalization(), SpecialValues.Strewn([13, 3], 3)),
        new OperatorCase("double", new LpNormalization(), new Tensor<double>([2], [-3, 4])),
    ];

    private static OperatorCase Case(string name, LpNormalization op, TensorShape x) =>
        new(name, op, RandomTensor.Uniform(x, 1, -3, 3)) { Atol = 1e-6 };
}
