using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>
/// Matrix products with constant and variable right sides, vectors, batches that broadcast, integers.
/// </summary>
public static class MatMulCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Both("matrices", [3, 7], [7, 5]),
        .. Both("batch", [2, 3, 4, 7], [2, 3, 7, 5]),
        .. Both("batch times matrix", [2, 3, 4, 7], [7, 5]),
        .. Both("matrix times batch", [4, 7], [3, 7, 5]),
        .. Both("batches broadcast", [2, 1, 4, 3], [5, 3, 6]),
        .. Both("batches broadcast both ways", [2, 1, 3, 4], [1, 3, 4, 2]),
        .. Both("vector times matrix", [7], [7, 5]),
        .. Both("matrix times vector", [3, 7], [7]),
        .. Both("vectors", [7], [7]),
        .. Both("vector times batch", [4], [2, 3, 4, 5]),
        .. Both("batch times vector", [2, 3, 5, 4], [4]),
        .. Both("large odd", [37, 131], [131, 67]),
        .. Both("one row", [1, 130], [130, 33]),
        .. Both("inner size 0", [2, 0], [0, 3]),
        .. Both("no rows", [0, 3], [3, 2]),
        new OperatorCase("int32", new MatMul(),
            RandomInteger.Int32([2, 3, 4], 1, -50, 50), RandomInteger.Int32([4, 5], 2, -50, 50)),
        new OperatorCase("int64", new MatMul(),
            RandomInteger.Int64([3, 4], 1, -50, 50), RandomInteger.Int64([4, 5], 2, -50, 50)),
    ];

    private static OperatorCase[] Both(string name, TensorShape a, TensorShape b)
    {
        var constant = new OperatorCase(name, new MatMul(), RandomTensor.Uniform(a, 1), RandomTensor.Uniform(b, 2));
        return [constant, constant with { Name = name + ", B set per run", FirstConstant = 2 }];
    }
}
