using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Placing single elements and slices by tensors of indices.</summary>
public static class ScatterCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All => Enum.GetValues<ScatterReduction>().SelectMany(Each);

    private static IEnumerable<OperatorCase> Each(ScatterReduction reduction) =>
    [
        Elements("channels", 1, reduction, [2, 5, 3, 4], [2, 3, 3, 4]),
        Elements("a smaller part", 0, reduction, [4, 5, 3], [2, 3, 2]),
        Elements("list, indices repeat", -1, reduction, [5], [5]),
        Slices("rows", reduction, [4, 5, 3], [3, 1], [3, 5, 3]),
        Slices("elements, indices repeat", reduction, [4, 5, 3], [2, 6, 3], [2, 6]),
        Elements("many, indices repeat", 0, reduction, [7, 9], [97, 9]),
        Slices("many rows, indices repeat", reduction, [4, 5, 3], [300, 1], [300, 5, 3]),
        new OperatorCase($"{reduction}, uint8", new ScatterElements(0, reduction), RandomInteger.Bytes([9], 1),
            RandomInteger.Int64([30], 2, 0, 8), RandomInteger.Bytes([30], 3)) { FirstConstant = 3 },
        new OperatorCase($"{reduction}, special values", new ScatterElements(0, reduction),
            SpecialValues.Strewn([40], 1), RandomInteger.Int64([40], 2, -40, 39), SpecialValues.Strewn([40], 3))
        {
            FirstConstant = 3,
        },
        new OperatorCase($"{reduction}, int32", new ScatterND(reduction), RandomInteger.Int32([3, 2], 1, -9, 9),
            new Tensor<long>([2, 1], [-1, 0]), RandomInteger.Int32([2, 2], 2, -9, 9)) { FirstConstant = 3 },
    ];

    private static OperatorCase Elements(
        string name, int axis, ScatterReduction reduction, TensorShape data, TensorShape indices) =>
        new($"{reduction}, {name}", new ScatterElements(axis, reduction), RandomTensor.Uniform(data, 1),
            RandomInteger.Int64(indices, 2, -data[axis], data[axis] - 1), RandomTensor.Uniform(indices, 3))
        {
            FirstConstant = 3,
        };

    // Every index is valid along the shortest axis of the data.
    private static OperatorCase Slices(
        string name, ScatterReduction reduction, TensorShape data, TensorShape indices, TensorShape updates) =>
        new($"{reduction}, {name}", new ScatterND(reduction), RandomTensor.Uniform(data, 1),
            RandomInteger.Int64(indices, 2, -3, 2), RandomTensor.Uniform(updates, 3))
        {
            FirstConstant = 3,
        };
}
