using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Local response normalisation: odd and even sizes, wider than the channels.</summary>
public static class LrnCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("size 5 as AlexNet", [1, 16, 5, 7], new Lrn(5, 1, 0.75f, 2)),
        Case("defaults", [2, 7, 4, 3], new Lrn(3)),
        Case("even size 4", [2, 9, 3, 5], new Lrn(4, 0.5f, 0.6f, 1.5f)),
        Case("size 1", [1, 5, 3, 3], new Lrn(1, 2)),
        Case("wider than the channels", [2, 3, 4, 4], new Lrn(9, 1)),
        Case("beta 0.5", [1, 6, 5, 5], new Lrn(5, 0.1f, 0.5f)),
        Case("(N, C)", [3, 10], new Lrn(5, 1)),
        Case("3-D", [1, 6, 3, 4, 2], new Lrn(3, 1)),
        new OperatorCase("special values", new Lrn(3, 1), SpecialValues.Strewn([1, 6, 3, 4], 2)),
        new OperatorCase("beta 0, special values", new Lrn(3, 1, 0), SpecialValues.Strewn([1, 6, 3, 4], 2)),
        new OperatorCase("alpha 0, special values", new Lrn(3, 0), SpecialValues.Strewn([1, 6, 3, 4], 2)),
    ];

    private static OperatorCase Case(string name, TensorShape x, Lrn lrn) =>
        new(name, lrn, RandomTensor.Uniform(x, 1, -3, 3));
}
