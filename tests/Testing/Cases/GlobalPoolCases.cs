using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Global average, max and p-norm pools: the same shapes for each.</summary>
public static class GlobalPoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Cases(new GlobalAveragePool()),
        .. Cases(new GlobalMaxPool()),
        .. Cases(new GlobalLpPool()),
        new("p 1", new GlobalLpPool(1), RandomTensor.Uniform([2, 5, 7, 6], 1)),
        new("p 3", new GlobalLpPool(3), RandomTensor.Uniform([2, 5, 7, 6], 1)),
    ];

    private static OperatorCase[] Cases(Operator op) =>
    [
        Case("4 channels", op, [1, 4, 8, 8]),
        Case("batch 2 odd", op, [2, 7, 5, 9]),
        Case("1x1", op, [1, 3, 1, 1]),
        Case("many channels", op, [1, 130, 7, 7]),
        Case("large plane", op, [1, 3, 65, 63]),
        Case("1-D", op, [2, 5, 13]),
        Case("3-D", op, [2, 3, 4, 5, 3]),
        new OperatorCase("special values", op, SpecialValues.Strewn([2, 6, 3, 3], 2)),
    ];

    private static OperatorCase Case(string name, Operator op, TensorShape x) =>
        new(name, op, RandomTensor.Uniform(x, 1, -3, -1));
}
