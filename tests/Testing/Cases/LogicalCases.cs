using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Functions of one and two truth values.</summary>
public static class LogicalCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Enum.GetValues<LogicalFunction>().SelectMany(Each),
        new OperatorCase("picture", new Not(), RandomBool.Flags([2, 5, 3, 4], 1)),
        new OperatorCase("scalar", new Not(), RandomBool.Flags([], 1)),
    ];

    private static IEnumerable<OperatorCase> Each(LogicalFunction function) =>
    [
        Case("same shape", function, [2, 5, 3, 4], [2, 5, 3, 4]),
        Case("scalar", function, [], [2, 5, 3]),
        Case("both sides", function, [2, 1, 3, 1], [1, 5, 1, 4]),
    ];

    private static OperatorCase Case(string name, LogicalFunction function, TensorShape a, TensorShape b) =>
        new(name, new Logical(function), RandomBool.Flags(a, 1), RandomBool.Flags(b, 2)) { FirstConstant = 2 };
}
