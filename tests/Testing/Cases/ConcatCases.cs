using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Joining along every axis, with channel counts that are no multiple of 4.</summary>
public static class ConcatCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels, multiples of 4", 1, [1, 8, 5, 3], [1, 4, 5, 3]),
        Case("channels, odd", 1, [2, 3, 5, 3], [2, 6, 5, 3], [2, 1, 5, 3]),
        Case("channels, second starts inside a group of 4", 1, [1, 5, 4, 4], [1, 8, 4, 4]),
        Case("channels, many", 1, [1, 1, 3, 3], [1, 2, 3, 3], [1, 3, 3, 3], [1, 4, 3, 3], [1, 5, 3, 3], [1, 6, 3, 3]),
        Case("batch", 0, [1, 5, 3, 3], [2, 5, 3, 3]),
        Case("height", 2, [2, 5, 3, 4], [2, 5, 1, 4]),
        Case("width, negative axis", -1, [2, 5, 3, 4], [2, 5, 3, 3]),
        Case("one input", 1, [2, 5, 3, 4]),
        Case("an empty input", 1, [2, 3, 2, 2], [2, 0, 2, 2], [2, 2, 2, 2]),
        Case("lists", 0, [3], [5]),
        Case("matrices", 1, [3, 2], [3, 5]),
        Case("3 axes", 2, [2, 3, 4], [2, 3, 5]),
        Case("5 axes", 1, [2, 3, 2, 2, 3], [2, 2, 2, 2, 3]),
        new OperatorCase("int64", new Concat(0), RandomInteger.Int64([3], 1, -9, 9),
            RandomInteger.Int64([2], 2, -9, 9)),
        new OperatorCase("uint8", new Concat(-1), RandomInteger.Bytes([3, 3], 1), RandomInteger.Bytes([3, 2], 2)),
    ];

    private static OperatorCase Case(string name, int axis, params TensorShape[] shapes) =>
        new(name, new Concat(axis), [.. shapes.Select((shape, i) => RandomTensor.Uniform(shape, i))])
        {
            Atol = 0,
            Rtol = 0,
            FirstConstant = shapes.Length,
        };
}
