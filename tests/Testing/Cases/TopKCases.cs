using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>The first few of sorted elements along every axis, with ties.</summary>
public static class TopKCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("classes", new TopK(), RandomTensor.Uniform([2, 1000], 1), 5),
        Case("smallest", new TopK(Largest: false), RandomTensor.Uniform([3, 17], 1), 4),
        Case("channels", new TopK(1), RandomTensor.Uniform([2, 7, 3, 4], 1), 3),
        Case("batch", new TopK(0), RandomTensor.Uniform([5, 3], 1), 2),
        Case("equal ones", new TopK(), SpecialValues.Ties([3, 20], 1), 9),
        Case("smallest of equal ones", new TopK(Largest: false), SpecialValues.Ties([3, 20], 1), 9),
        Case("all", new TopK(), RandomTensor.Uniform([9], 1), 9),
        Case("none", new TopK(), RandomTensor.Uniform([3, 4], 1), 0),
        Case("special values", new TopK(), SpecialValues.Strewn([2, 40], 1), 17),
        Case("smallest of special values", new TopK(Largest: false), SpecialValues.Strewn([40], 1), 40),
        Case("a long list with ties", new TopK(), SpecialValues.Ties([5003], 1), 5003),
        Case("long lines next to one another", new TopK(0), RandomTensor.Uniform([777, 3], 1), 100),
        Case("uint8", new TopK(Largest: false), RandomInteger.Bytes([3, 900], 1), 300),
        Case("int32", new TopK(), RandomInteger.Int32([70, 2], 1, int.MinValue, int.MaxValue), 2),
        Case("values only", new TopK(), RandomTensor.Uniform([2, 70], 1), 3) with { Outputs = 1 },
        Case("int64", new TopK(), RandomInteger.Int64([3, 9], 1, -5, 5), 4),
    ];

    private static OperatorCase Case(string name, TopK op, Tensor x, int k) =>
        new(name, op, x, Integers.List(k)) { Atol = 0, Rtol = 0, Outputs = 2 };
}
