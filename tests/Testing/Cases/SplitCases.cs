using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Cutting along every axis, into equal and given parts.</summary>
public static class SplitCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels in halves", 1, [1, 8, 5, 3], 2),
        Case("channels in odd halves batch 2", 1, [2, 6, 5, 3], 2),
        Case("channels, uneven", 1, [2, 7, 3, 3], 3),
        Case("channels, given", 1, [2, 9, 3, 3], 3, Integers.List(2, 6, 1)),
        Case("channels, given, one empty", 1, [2, 5, 3, 3], 3, Integers.List(2, 0, 3)),
        Case("height", 2, [2, 5, 6, 3], 3),
        Case("width, negative axis", -1, [2, 5, 3, 7], 2, Integers.List(3, 4)),
        Case("batch", 0, [3, 5, 2, 2], 3),
        Case("one part", 1, [2, 5, 2, 2], 1),
        Case("list", 0, [7], 2),
        Case("matrix", 1, [3, 8], 4),
        Case("3 axes", 2, [2, 3, 6], 2),
        Case("5 axes", 1, [2, 5, 2, 2, 3], 2, Integers.List(4, 1)),
        new OperatorCase("int64", new Split(0, 2), RandomInteger.Int64([6], 1, -9, 9)) { Outputs = 2 },
        new OperatorCase("only the first part is wanted", new Split(1, 2), RandomTensor.Uniform([2, 6, 3], 1)),
    ];

    private static OperatorCase Case(string name, int axis, TensorShape shape, int parts, Tensor? sizes = null) =>
        new(name, new Split(axis, parts), RandomTensor.Uniform(shape, 1), sizes)
        {
            Atol = 0,
            Rtol = 0,
            Outputs = parts,
        };
}
